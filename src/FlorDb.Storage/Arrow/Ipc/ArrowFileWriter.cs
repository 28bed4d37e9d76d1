using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Writes record batches as an Arrow IPC file (also known as Feather version 2), metadata version 5, buffers aligned to 64 bytes.
/// A column coded by a dictionary gets one dictionary for the whole file, which stands before the first batch; so, if there is such a column,
/// batches are kept in memory until <see cref="Finish"/>. The stream is neither flushed nor closed. Not for use by several threads at once.
/// </summary>
public sealed class ArrowFileWriter
{
    private readonly MessageWriter _messages;
    private readonly DictionaryUnifier[] _dictionaries;
    private readonly List<BatchBody> _kept = [];
    private readonly List<Block> _batchBlocks = [];
    private readonly Schema _schema;
    private bool _finished;

    /// <summary>Begins a file at the stream's position; the stream need not be able to seek.</summary>
    /// <exception cref="ArgumentException">The schema has a dictionary of other values than text or bytes.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public ArrowFileWriter(Stream stream, Schema schema)
    {
        _schema = schema;
        _dictionaries = [.. DictionaryFields.Of(schema.Fields).Select(field => new DictionaryUnifier(field))];
        _messages = new MessageWriter(stream);
        _messages.Write(ArrowFileLayout.PaddedMagic);
        _messages.Write(MessageEncoder.Schema(schema));
    }

    /// <summary>Adds a batch.</summary>
    /// <exception cref="ArgumentException">The batch has other columns than the file.</exception>
    /// <exception cref="InvalidOperationException">The file is finished.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void Write(RecordBatch batch)
    {
        CheckNotFinished();
        if (!batch.Schema.Fields.AsSpan().SequenceEqual(_schema.Fields.AsSpan()))
            throw new ArgumentException("The batch has other columns than the file.", nameof(batch));
        var nextDictionary = 0;
        var body = new BatchBody(batch.Columns, batch.RowCount, coded => _dictionaries[nextDictionary++].Add(coded));
        if (_dictionaries.Length > 0) _kept.Add(body);
        else WriteBody(body);
    }

    /// <summary>Writes what is left, and the footer.</summary>
    /// <param name="footerMetadata">Notes for programs that go into the footer; null for none.</param>
    /// <exception cref="InvalidOperationException">The file is finished.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void Finish(KeyValueMetadata? footerMetadata = null)
    {
        CheckNotFinished();
        _finished = true;
        var dictionaryBlocks = _dictionaries.Select(WriteDictionary).ToList();
        foreach (var body in _kept) WriteBody(body);
        _messages.WriteEndOfStream();
        var footer = MessageEncoder.Footer(_schema, dictionaryBlocks, _batchBlocks, footerMetadata ?? KeyValueMetadata.Empty);
        _messages.Write(footer.Span);
        _messages.WriteInt32(footer.Length);
        _messages.Write(ArrowFileLayout.Magic);
    }

    private Block WriteDictionary(DictionaryUnifier dictionary, int id)
    {
        var values = dictionary.Build();
        var body = new BatchBody([values], values.Length);
        return _messages.Write(MessageEncoder.DictionaryBatch(id, body), body);
    }

    private void WriteBody(BatchBody body) => _batchBlocks.Add(_messages.Write(MessageEncoder.RecordBatch(body), body));

    private void CheckNotFinished()
    {
        if (_finished) throw new InvalidOperationException("The Arrow file is finished: nothing can be added.");
    }
}
