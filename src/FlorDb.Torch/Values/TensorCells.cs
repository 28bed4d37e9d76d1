using System.Runtime.InteropServices;
using FlorDb.Storage;
using static TorchSharp.torch;

namespace FlorDb.Torch.Values;

/// <summary>Copies tensors into cells: one element becomes a number, everything else an n-dimensional value.</summary>
internal static class TensorCells
{
    public static CellValue From(Tensor tensor)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var source = tensor.detach().cpu();
        if (source.dtype == ScalarType.BFloat16) source = source.to(ScalarType.Float32);
        source = source.contiguous();
        var value = new TensorValue(TypeOf(source.dtype), [.. source.shape], source.bytes.ToArray());
        return value.Count == 1 ? Number(value) : CellValue.Of(value);
    }

    /// <summary>The single element of a value as a number.</summary>
    public static CellValue Number(TensorValue value)
    {
        var bytes = value.Bytes.Span;
        return value.ElementType switch
        {
            ElementType.Boolean => CellValue.Of(bytes[0] != 0),
            ElementType.UInt8 => CellValue.Of(bytes[0]),
            ElementType.Int8 => CellValue.Of(MemoryMarshal.Read<sbyte>(bytes)),
            ElementType.Int16 => CellValue.Of(MemoryMarshal.Read<short>(bytes)),
            ElementType.Int32 => CellValue.Of(MemoryMarshal.Read<int>(bytes)),
            ElementType.Int64 => CellValue.Of(MemoryMarshal.Read<long>(bytes)),
            ElementType.Float16 => CellValue.Of((double)MemoryMarshal.Read<Half>(bytes)),
            ElementType.Float32 => CellValue.Of((double)MemoryMarshal.Read<float>(bytes)),
            _ => CellValue.Of(MemoryMarshal.Read<double>(bytes)),
        };
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
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        _ => throw new ArgumentException($"A tensor of {type} can't be logged: convert it to a real number type first."),
    };
}
