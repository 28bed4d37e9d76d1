using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Compaction;

/// <summary>Batches that were read lately, as many as fit into some memory: the rows of one run are mostly spread over few of them.</summary>
internal sealed class BatchCache(long largestBytes)
{
    private readonly Dictionary<(MergeInput Input, int Batch), LinkedListNode<Entry>> _known = [];
    private readonly LinkedList<Entry> _byUse = new();
    private long _bytes;

    public RecordBatch Read(MergeInput input, int batch)
    {
        if (_known.TryGetValue((input, batch), out var node))
        {
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Content;
        }

        var content = input.Read(batch);
        node = _byUse.AddFirst(new Entry(input, batch, content, RecordBatchSize.Of(content, 0, content.RowCount)));
        _known.Add((input, batch), node);
        _bytes += node.Value.Bytes;
        while (_bytes > largestBytes && _byUse.Count > 1) RemoveLast();
        return content;
    }

    private void RemoveLast()
    {
        var last = _byUse.Last!.Value;
        _byUse.RemoveLast();
        _known.Remove((last.Input, last.Batch));
        _bytes -= last.Bytes;
    }

    private sealed record Entry(MergeInput Input, int Batch, RecordBatch Content, long Bytes);
}
