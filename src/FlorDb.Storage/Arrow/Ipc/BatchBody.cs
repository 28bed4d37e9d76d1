namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The buffers of some columns laid out one after the other, as the body of a message.</summary>
internal sealed class BatchBody
{
    public const int Alignment = 64;
    private readonly Func<DictionaryArray, PrimitiveArray> _recode;
    private readonly List<ReadOnlyMemory<byte>> _content = [];

    /// <summary>Lays columns out.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowCount">The length of every column.</param>
    /// <param name="compression">How to store the buffers.</param>
    /// <param name="recode">Gives the indices to write for each column that is coded by a dictionary, called in the order of the schema; null for those it has.</param>
    public BatchBody(
        IEnumerable<ArrowArray> columns, int rowCount, ArrowCompression compression = ArrowCompression.None, Func<DictionaryArray, PrimitiveArray>? recode = null)
    {
        _recode = recode ?? (coded => coded.Indices);
        RowCount = rowCount;
        foreach (var column in columns) Add(column);
        var compressed = compression == ArrowCompression.Zstd ? BufferCompressor.TryCompress(_content) : null;
        IsCompressed = compressed is not null;
        Buffers = compressed ?? [.. _content];
        foreach (var buffer in Buffers)
        {
            BufferWords.AddRange([Length, buffer.Length]);
            Length += buffer.Length + Padding(buffer.Length);
        }
    }

    public int RowCount { get; }

    public bool IsCompressed { get; }

    /// <summary>The buffers as they are stored.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers { get; }

    /// <summary>Length and null count of each array.</summary>
    public List<long> NodeWords { get; } = [];

    /// <summary>Offset in the body and length of each buffer.</summary>
    public List<long> BufferWords { get; } = [];

    public long Length { get; }

    /// <summary>The zeroes that follow <paramref name="length"/> bytes up to the next aligned position.</summary>
    public static int Padding(long length) => (int)((Alignment - length % Alignment) % Alignment);

    private void Add(ArrowArray array)
    {
        if (array is DictionaryArray coded) array = _recode(coded);
        NodeWords.AddRange([array.Length, array.NullCount]);
        if (array is not NullArray) _content.Add(array.Validity);
        _content.AddRange(array.Buffers);
        foreach (var child in array.Children) Add(child);
    }
}
