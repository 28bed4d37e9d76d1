using FlorDb.Storage.Arrow.Ipc;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Writes record batches as an Arrow IPC file (also known as Feather version 2), metadata version 5, buffers aligned to 64 bytes. A column
/// coded by a dictionary gets one dictionary for the whole file, which stands behind the last batch. Batches are written at once, or, where they are
/// compressed, by one of the next calls: what they consist of must not change before the file is finished.
/// The stream is neither flushed nor closed. Not for use by several threads at once.
/// </summary>
public sealed class ArrowFileWriter
{
    // Sealing goes on beside a training, which needs the processor more.
    private const int MostInCompression = 2;

    private readonly MessageWriter _messages;
    private readonly DictionaryUnifier[] _dictionaries;
    private readonly Queue<Lazy<BatchBody>> _compressing = [];
    private readonly List<Block> _batchBlocks = [];
    private readonly List<uint[]> _checksums = [];
    private readonly ArrowCompression _compression;
    private readonly Schema _schema;
    private bool _finished;

    /// <summary>Begins a file at the stream's position; the stream need not be able to seek.</summary>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="compression">How buffers are stored.</param>
    /// <exception cref="ArgumentException">The schema has a dictionary of other values than text or bytes.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public ArrowFileWriter(Stream stream, Schema schema, ArrowCompression compression = ArrowCompression.None)
    {
        _schema = schema;
        _compression = compression;
        _dictionaries = [.. DictionaryFields.Of(schema.Fields).Select(field => new DictionaryUnifier(field))];
        _messages = new MessageWriter(stream);
        _messages.Write(ArrowFileLayout.PaddedMagic);
        _messages.Write(MessageEncoder.Schema(schema));
    }

    /// <summary>The bytes of the dictionaries that wait for the end of the file.</summary>
    internal long DictionaryBytes => _dictionaries.Sum(dictionary => dictionary.Bytes);

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
        var layout = new BatchLayout(batch.Columns, batch.RowCount, coded => _dictionaries[nextDictionary++].Add(coded));
        if (_compression == ArrowCompression.None) Write(new BatchBody(layout));
        else _compressing.Enqueue(WorkAhead.Begin(() => new BatchBody(layout, _compression)));
        WriteCompressed(MostInCompression);
    }

    /// <summary>Writes what is left, and the footer.</summary>
    /// <param name="footerMetadata">Notes for programs that go into the footer; null for none.</param>
    /// <exception cref="InvalidOperationException">The file is finished.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public void Finish(KeyValueMetadata? footerMetadata = null) => Finish(footerMetadata ?? KeyValueMetadata.Empty, withChecksums: false);

    /// <summary>Writes what is left, and the footer with the checksums of all buffers.</summary>
    /// <returns>The end of the file, from the footer on.</returns>
    internal ReadOnlyMemory<byte> FinishWithChecksums(KeyValueMetadata footerMetadata) => Finish(footerMetadata, withChecksums: true);

    private byte[] Finish(KeyValueMetadata metadata, bool withChecksums)
    {
        CheckNotFinished();
        _finished = true;
        WriteCompressed(0);
        var batches = _checksums.ToList();
        _checksums.Clear();
        var dictionaryBlocks = _dictionaries.Select(WriteDictionary).ToList();
        _messages.WriteEndOfStream();
        if (withChecksums) metadata = metadata.With((BufferChecksums.Key, BufferChecksums.Encode(batches, _checksums)));
        using var end = new MemoryStream();
        var writer = new MessageWriter(end);
        var footer = MessageEncoder.Footer(_schema, dictionaryBlocks, _batchBlocks, metadata);
        writer.Write(footer.Span);
        writer.WriteInt32(footer.Length);
        writer.Write(ArrowFileLayout.Magic);
        _messages.Write(end.ToArray());
        return end.ToArray();
    }

    /// <summary>Writes batches as they are compressed until only so many are left.</summary>
    private void WriteCompressed(int left)
    {
        while (_compressing.Count > left) Write(_compressing.Dequeue().Value);
    }

    private void Write(BatchBody body)
    {
        _batchBlocks.Add(_messages.Write(MessageEncoder.RecordBatch(body), body, out var checksums));
        _checksums.Add(checksums);
    }

    private Block WriteDictionary(DictionaryUnifier dictionary, int id)
    {
        var values = dictionary.Build();
        var body = new BatchBody(new BatchLayout([values], values.Length), _compression);
        var block = _messages.Write(MessageEncoder.DictionaryBatch(id, body), body, out var checksums);
        _checksums.Add(checksums);
        return block;
    }

    private void CheckNotFinished()
    {
        if (_finished) throw new InvalidOperationException("The Arrow file is finished: nothing can be added.");
    }
}
