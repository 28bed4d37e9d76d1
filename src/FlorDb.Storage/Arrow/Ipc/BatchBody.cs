namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The buffers of some columns laid out one after the other, as the body of a message.</summary>
internal sealed class BatchBody
{
    public const int Alignment = 64;
    private readonly Func<DictionaryArray, PrimitiveArray> _recode;

    /// <summary>Lays columns out.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowCount">The length of every column.</param>
    /// <param name="recode">Gives the indices to write for each column that is coded by a dictionary, called in the order of the schema; null for those it has.</param>
    public BatchBody(IEnumerable<ArrowArray> columns, int rowCount, Func<DictionaryArray, PrimitiveArray>? recode = null)
    {
        _recode = recode ?? (coded => coded.Indices);
        RowCount = rowCount;
        foreach (var column in columns) Add(column);
    }

    public int RowCount { get; }

    public List<ReadOnlyMemory<byte>> Buffers { get; } = [];

    /// <summary>Length and null count of each array.</summary>
    public List<long> NodeWords { get; } = [];

    /// <summary>Offset in the body and length of each buffer.</summary>
    public List<long> BufferWords { get; } = [];

    public long Length { get; private set; }

    /// <summary>The zeroes that follow <paramref name="length"/> bytes up to the next aligned position.</summary>
    public static int Padding(long length) => (int)((Alignment - length % Alignment) % Alignment);

    private void Add(ArrowArray array)
    {
        if (array is DictionaryArray coded) array = _recode(coded);
        NodeWords.AddRange([array.Length, array.NullCount]);
        if (array is not NullArray) Add(array.Validity);
        foreach (var buffer in array.Buffers) Add(buffer);
        foreach (var child in array.Children) Add(child);
    }

    private void Add(ReadOnlyMemory<byte> buffer)
    {
        BufferWords.AddRange([Length, buffer.Length]);
        Buffers.Add(buffer);
        Length += buffer.Length + Padding(buffer.Length);
    }
}
