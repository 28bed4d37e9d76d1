using TorchSharp;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>The generator that torch's operations on the CPU use by default. TorchSharp gives no access to those of CUDA devices.</summary>
internal sealed class TorchRngState() : StateItem(EntryName, typeof(torch))
{
    public const string EntryName = "torch.rng";

    public override void Capture(IStateSink sink)
    {
        using var generator = Generator.Default;
        GeneratorState.Capture(sink, Name, generator);
    }

    public override void Restore(IStateSource source)
    {
        using var generator = Generator.Default;
        GeneratorState.Restore(source, Name, generator);
    }
}
