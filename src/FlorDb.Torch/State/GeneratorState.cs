using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>A torch generator on the CPU.</summary>
internal sealed class GeneratorState(string name, Generator generator) : StateItem(name, generator)
{
    public override void Capture(IStateSink sink) => Capture(sink, Name, generator);

    public override void Restore(IStateSource source) => Restore(source, Name, generator);

    public static void Capture(IStateSink sink, string name, Generator generator)
    {
        using var scope = NewDisposeScope();
        sink.Add(name, "generator bytes", generator.get_state().bytes);
    }

    public static void Restore(IStateSource source, string name, Generator generator)
    {
        using var scope = NewDisposeScope();
        generator.set_state(tensor(source.ReadBytes(name)));
    }
}
