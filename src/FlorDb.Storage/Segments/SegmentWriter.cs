using System.Collections.Immutable;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Writes one segment batch by batch, under a temporary name until it is finished; a segment that is not finished is deleted.
/// Batches are regrouped: into few large ones where they are small, into several where one is very large.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly IStoreFileSystem _files;
    private readonly string _path;
    private readonly string _temporary;
    private readonly IStoreFile _file;
    private readonly SegmentStream _stream;
    private readonly ArrowFileWriter _arrow;
    private readonly BatchAssembler _assembler;
    private readonly ZoneMapBuilder _zones;
    private bool _finished;

    public SegmentWriter(IStoreFileSystem files, string path, Schema schema)
    {
        _files = files;
        _path = path;
        _temporary = $"{path}.{Guid.NewGuid():N}{AtomicFile.TemporaryExtension}";
        _file = files.CreateNew(_temporary, 0);
        _stream = new SegmentStream(_file);
        _arrow = new ArrowFileWriter(_stream, schema, ArrowCompression.Zstd);
        _assembler = new BatchAssembler(schema);
        _zones = new ZoneMapBuilder(schema);
    }

    /// <summary>The rows that were added.</summary>
    public long RowCount { get; private set; }

    /// <summary>The bytes of the file so far, and of what waits to be written.</summary>
    public long Bytes => _stream.Length + _arrow.DictionaryBytes;

    /// <summary>Adds a batch, or a part of it.</summary>
    public void Write(RecordBatch batch, int start, int count)
    {
        RowCount += count;
        foreach (var full in _assembler.Add(batch, start, count)) WriteBatch(full);
    }

    /// <summary>Completes the file and gives it its name, when it is durable; the folder's entry is not yet.</summary>
    public SegmentInfo Finish(SegmentKind kind, LoopPath path, ImmutableArray<LoggedName> names, ImmutableArray<RunRows> runs)
    {
        if (_assembler.Take() is { } rest) WriteBatch(rest);
        var end = _arrow.FinishWithChecksums(KeyValueMetadata.Of((SegmentMetadata.ZonesKey, _zones.Describe())));
        _stream.Flush();
        _file.Flush();
        var info = new SegmentInfo(
            Path.GetFileName(_path), kind, path, _stream.Length, _stream.Hash, new SegmentFooter(end.Length, XxHash3.Hash(end.Span)), names, runs);
        _file.Dispose();
        _files.Rename(_temporary, _path);
        _finished = true;
        return info;
    }

    public void Dispose()
    {
        _stream.Dispose();
        _file.Dispose();
        if (!_finished) _files.Delete(_temporary);
    }

    private void WriteBatch(RecordBatch batch)
    {
        _zones.Add(batch);
        _arrow.Write(batch);
    }
}
