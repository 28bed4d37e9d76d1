namespace FlorDb.Storage.Arrow;

/// <summary>A column of numbers of a fixed width: integers, floating-point numbers, timestamps.</summary>
public abstract class PrimitiveArray : ArrowArray
{
    private protected PrimitiveArray(FixedWidthType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> bytes)
        : base(type, length, validity) => Bytes = bytes[..(length * type.ByteWidth)];

    /// <summary>The values as they lie in memory, little-endian.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    internal override IReadOnlyList<ReadOnlyMemory<byte>> Buffers => [Bytes];

    private protected override ArrowArray TryShare(int start, int count, ReadOnlyMemory<byte> validity)
    {
        var type = (FixedWidthType)Type;
        return Create(type, count, validity, Bytes[(start * type.ByteWidth)..]);
    }

    internal static PrimitiveArray Create(FixedWidthType type, int length, ReadOnlyMemory<byte> validity, ReadOnlyMemory<byte> bytes)
    {
        return type switch
        {
            IntegerType { BitWidth: 8, IsSigned: true } => Of<sbyte>(),
            IntegerType { BitWidth: 16, IsSigned: true } => Of<short>(),
            IntegerType { BitWidth: 32, IsSigned: true } => Of<int>(),
            IntegerType { BitWidth: 8 } => Of<byte>(),
            IntegerType { BitWidth: 16 } => Of<ushort>(),
            IntegerType { BitWidth: 32 } => Of<uint>(),
            IntegerType { IsSigned: false } => Of<ulong>(),
            FloatingPointType { BitWidth: 16 } => Of<Half>(),
            FloatingPointType { BitWidth: 32 } => Of<float>(),
            FloatingPointType => Of<double>(),
            _ => Of<long>(),
        };

        PrimitiveArray<T> Of<T>()
            where T : unmanaged => new(type, length, validity, bytes);
    }
}
