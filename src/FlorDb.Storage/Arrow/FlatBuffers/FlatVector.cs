using System.Buffers.Binary;

namespace FlorDb.Storage.Arrow.FlatBuffers;

/// <summary>A vector in an untrusted FlatBuffers buffer, whose bounds have been checked.</summary>
internal readonly ref struct FlatVector(FlatSource source, int start, int count, int elementSize)
{
    private readonly FlatSource? _source = source;

    public bool IsMissing => _source is null;

    public int Count => count;

    public ReadOnlySpan<byte> Bytes => _source is null ? default : _source.Bytes.Slice(start, count * elementSize);

    /// <summary>The table that the element, a reference, points to.</summary>
    public FlatTable Table(int index) => new FlatTable(_source!, start).Follow(start + index * elementSize);

    /// <summary>The 64-bit number at an offset inside of the element, a struct.</summary>
    public long Int64(int index, int offset) => BinaryPrimitives.ReadInt64LittleEndian(Bytes[(index * elementSize + offset)..]);

    public int Int32(int index, int offset) => BinaryPrimitives.ReadInt32LittleEndian(Bytes[(index * elementSize + offset)..]);
}
