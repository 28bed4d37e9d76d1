namespace TorchSharp;

public static partial class torch
{
    /// <inheritdoc cref="Tensor.clone"/>
    public static Tensor clone(Tensor input) => input.clone();

    /// <inheritdoc cref="Tensor.numel"/>
    public static long numel(Tensor input) => input.numel();

    /// <summary>The tensor's numbers as Float32.</summary>
    public static Tensor FloatTensor(Tensor t) => t.to(ScalarType.Float32);

    /// <summary>The tensor's numbers as Float64.</summary>
    public static Tensor DoubleTensor(Tensor t) => t.to(ScalarType.Float64);

    /// <summary>The tensor's numbers as Int32.</summary>
    public static Tensor IntTensor(Tensor t) => t.to(ScalarType.Int32);

    /// <summary>The tensor's numbers as Int64.</summary>
    public static Tensor LongTensor(Tensor t) => t.to(ScalarType.Int64);

    /// <summary>The tensor's numbers as Int16.</summary>
    public static Tensor ShortTensor(Tensor t) => t.to(ScalarType.Int16);

    /// <summary>The tensor's numbers as Byte.</summary>
    public static Tensor ByteTensor(Tensor t) => t.to(ScalarType.Byte);

    /// <summary>The tensor's numbers as Bool.</summary>
    public static Tensor BoolTensor(Tensor t) => t.to(ScalarType.Bool);
}
