using TorchSharp;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>
/// Copies tensors into and out of checkpoints. A piece's description is its kind, element type and shape: <c>parameter Float32 [500,64]</c>.
/// Called without gradients being recorded.
/// </summary>
internal static class TensorEntry
{
    public static void Capture(IStateSink sink, string name, string kind, Tensor tensor)
    {
        if (tensor.is_sparse)
            throw new FlorException($"\"{name}\" is a sparse tensor, which checkpoints can't hold. Use dense gradients, or set FlorOptions.CaptureGradients to false.");
        if (IsPlain(tensor))
        {
            sink.AddMemory(name, Describe(kind, tensor), tensor.bytes);
            return;
        }

        if (!sink.WantsContent)
        {
            sink.Add(name, Describe(kind, tensor), []);
            return;
        }

        using var scope = NewDisposeScope();
        sink.Add(name, Describe(kind, tensor), tensor.detach().cpu().contiguous().bytes);
    }

    /// <summary>Overwrites a tensor's elements; the tensor stays the same object with the same storage.</summary>
    /// <exception cref="FlorException">The recorded tensor has another type or shape, or there is none.</exception>
    public static void Restore(IStateSource source, string name, string kind, Tensor tensor)
    {
        var entry = source.Get(name);
        CheckShape(entry, Describe(kind, tensor));
        if (IsPlain(tensor))
        {
            source.Read(entry, tensor.bytes);
            return;
        }

        using var scope = NewDisposeScope();
        tensor.copy_(Load(source, entry));
    }

    /// <summary>Makes a new tensor on the CPU from a piece of state.</summary>
    public static Tensor Load(IStateSource source, StateEntry entry)
    {
        var (type, shape) = Parse(entry);
        var tensor = empty(shape, dtype: type);
        source.Read(entry, tensor.bytes);
        return tensor;
    }

    private static bool IsPlain(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    private static string Describe(string kind, Tensor tensor) => $"{kind} {tensor.dtype} [{string.Join(',', tensor.shape)}]";

    private static void CheckShape(StateEntry entry, string live)
    {
        if (entry.Description == live) return;
        throw new FlorException(
            $"\"{entry.Name}\" can't be restored: the checkpoint has {WithoutKind(entry.Description)}, the program now has {WithoutKind(live)}.")
        {
            ExitCode = FlorExit.Failed,
        };
    }

    private static string WithoutKind(string description) => description[(description.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>How many bytes a number in a piece of state has, as its description tells; 1 for what is no tensor.</summary>
    public static int ElementBytes(string description) => description.Split(' ') is not [_, var name, ['[', ..]] || !Enum.TryParse(name, out ScalarType type) ? 1 : type switch
    {
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 or ScalarType.ComplexFloat32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat64 => 8,
        _ => 1,
    };

    private static (ScalarType Type, long[] Shape) Parse(StateEntry entry)
    {
        string[] words = entry.Description.Split(' ');
        if (words.Length == 3 && Enum.TryParse(words[1], out ScalarType type) && words[2] is ['[', .. var lengths, ']'])
            return (type, [.. lengths.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)]);
        throw new FlorException($"The checkpoint's \"{entry.Name}\" is not a tensor but \"{entry.Description}\".") { ExitCode = FlorExit.Failed };
    }
}
