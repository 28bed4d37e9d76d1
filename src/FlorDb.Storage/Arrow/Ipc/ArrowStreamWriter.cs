using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Writes record batches as an Arrow IPC stream, metadata version 5, buffers aligned to 64 bytes. Each batch is written at once; where the
/// dictionary of a column changes from one batch to the next, the whole new dictionary is written before the batch.
/// The stream is neither flushed nor closed. Not for use by several threads at once.
/// </summary>
public sealed class ArrowStreamWriter
{
    private readonly MessageWriter _messages;
    private readonly Schema _schema;
    private readonly ArrowArray?[] _dictionaries;
    private bool _finished;

    /// <summary>Begins a stream.</summary>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public ArrowStreamWriter(Stream stream, Schema schema)
    {
        _schema = schema;
        _dictionaries = new ArrowArray?[DictionaryFields.Of(schema.Fields).Count()];
        _messages = new MessageWriter(stream);
        _messages.Write(MessageEncoder.Schema(schema));
    }

    /// <summary>Writes a batch.</summary>
    /// <exception cref="ArgumentException">The batch has other columns than the stream.</exception>
    /// <exception cref="InvalidOperationException">The stream is finished.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void Write(RecordBatch batch)
    {
        CheckNotFinished();
        if (!batch.Schema.Fields.AsSpan().SequenceEqual(_schema.Fields.AsSpan()))
            throw new ArgumentException("The batch has other columns than the stream.", nameof(batch));
        var id = 0;
        foreach (var coded in DictionaryFields.Of(batch.Columns)) WriteDictionary(id++, coded.Dictionary);
        var body = new BatchBody(new BatchLayout(batch.Columns, batch.RowCount));
        _messages.Write(MessageEncoder.RecordBatch(body), body);
    }

    /// <summary>Writes the end-of-stream mark.</summary>
    /// <exception cref="InvalidOperationException">The stream is finished.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void Finish()
    {
        CheckNotFinished();
        _finished = true;
        _messages.WriteEndOfStream();
    }

    private void WriteDictionary(int id, ArrowArray values)
    {
        if (ReferenceEquals(_dictionaries[id], values)) return;
        _dictionaries[id] = values;
        var body = new BatchBody(new BatchLayout([values], values.Length));
        _messages.Write(MessageEncoder.DictionaryBatch(id, body), body);
    }

    private void CheckNotFinished()
    {
        if (_finished) throw new InvalidOperationException("The Arrow stream is finished: nothing can be added.");
    }
}
