using System.Text.Json;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.State;

/// <summary>A plain variable of the program, as JSON.</summary>
internal sealed class VariableState<T>(string name, Func<T> get, Action<T> set) : StateItem(name, get)
{
    public override void Capture(IStateSink sink)
    {
        try
        {
            sink.AddJson(Name, "variable", writer => writer.WritePlain(get()));
        }
        catch (Exception failure) when (failure is NotSupportedException or JsonException)
        {
            throw new ArgumentException($"flor.Variable: \"{Name}\" is a {typeof(T)}, which can't be written as JSON: {failure.Message}", failure);
        }
    }

    public override void Restore(IStateSource source) => set(JsonSerializer.Deserialize<T>(source.ReadBytes(Name), JsonCells.Options)!);
}
