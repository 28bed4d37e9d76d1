namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The arrays and buffers of some columns, one after the other, as a message tells of them.</summary>
internal sealed class BatchLayout
{
    private readonly Func<DictionaryArray, PrimitiveArray> _recode;
    private readonly List<ReadOnlyMemory<byte>> _buffers = [];
    private readonly List<long> _nodeWords = [];

    /// <summary>Lays columns out.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowCount">The length of every column.</param>
    /// <param name="recode">Gives the indices to write for each column that is coded by a dictionary, called in the order of the schema; null for those it has.</param>
    public BatchLayout(IEnumerable<ArrowArray> columns, int rowCount, Func<DictionaryArray, PrimitiveArray>? recode = null)
    {
        _recode = recode ?? (coded => coded.Indices);
        RowCount = rowCount;
        foreach (var column in columns) Add(column);
    }

    public int RowCount { get; }

    /// <summary>The content of each buffer.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers => _buffers;

    /// <summary>Length and null count of each array.</summary>
    public IReadOnlyList<long> NodeWords => _nodeWords;

    private void Add(ArrowArray array)
    {
        if (array is DictionaryArray coded) array = _recode(coded);
        _nodeWords.AddRange([array.Length, array.NullCount]);
        if (array is not NullArray) _buffers.Add(array.Validity);
        _buffers.AddRange(array.Buffers);
        foreach (var child in array.Children) Add(child);
    }
}
