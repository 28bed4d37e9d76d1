using FlorDb.Storage;
using static TorchSharp.torch;

namespace FlorDb.Torch.Values;

/// <summary>Turns tensors into cells: one element becomes a number, everything else an n-dimensional value.</summary>
internal static class TensorCells
{
    /// <summary>
    /// The cell of a tensor. It lends the bytes of the tensor itself where that lies row by row in the CPU's memory, and otherwise those of a copy that lives
    /// as long as the dispose scope around the call.
    /// </summary>
    /// <exception cref="ArgumentException">No cell can hold it.</exception>
    public static CellValue From(Tensor tensor)
    {
        var type = TypeOf(tensor.dtype);
        if (tensor.numel() == 1) return Number(tensor);
        LentBytes.CheckLength(tensor.numel() * type.ByteWidth(), () => $"A tensor of the shape [{string.Join(", ", tensor.shape)}]");
        using var gradients = no_grad();
        var source = tensor.detach().cpu();
        if (source.dtype == ScalarType.BFloat16) source = source.to(ScalarType.Float32);
        return CellValue.Of(new TensorValue(type, [.. source.shape], new TensorBytes(source.contiguous()).Memory));
    }

    private static CellValue Number(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Bool => CellValue.Of(tensor.item<bool>()),
        ScalarType.Byte => CellValue.Of(tensor.item<byte>()),
        ScalarType.Int8 => CellValue.Of(tensor.item<sbyte>()),
        ScalarType.Int16 => CellValue.Of(tensor.item<short>()),
        ScalarType.Int32 => CellValue.Of(tensor.item<int>()),
        ScalarType.Int64 => CellValue.Of(tensor.item<long>()),
        ScalarType.Float32 => CellValue.Of((double)tensor.item<float>()),
        ScalarType.Float64 => CellValue.Of(tensor.item<double>()),
        _ => CellValue.Of((double)InSinglePrecision(tensor)),
    };

    /// <summary>The element of a tensor in half precision.</summary>
    private static float InSinglePrecision(Tensor tensor)
    {
        using var gradients = no_grad();
        return tensor.to(ScalarType.Float32).item<float>();
    }

    private static ElementType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Bool => ElementType.Boolean,
        ScalarType.Byte => ElementType.UInt8,
        ScalarType.Int8 => ElementType.Int8,
        ScalarType.Int16 => ElementType.Int16,
        ScalarType.Int32 => ElementType.Int32,
        ScalarType.Int64 => ElementType.Int64,
        ScalarType.Float16 => ElementType.Float16,
        ScalarType.Float32 or ScalarType.BFloat16 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        _ => throw new ArgumentException($"A tensor of {type} can't be logged: convert it to a real number type first."),
    };

    private sealed class TensorBytes(Tensor tensor) : LentBytes
    {
        public override Span<byte> GetSpan() => tensor.bytes;
    }
}
