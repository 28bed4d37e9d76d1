using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage;

/// <summary>What a store handle needs to write: its log, its page pack, and the runs that write through them.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly StoreLayout _layout;
    private readonly IStoreFileSystem _files;
    private readonly Lock _gate = new();
    private readonly HashSet<RunWriter> _writers = [];
    private readonly List<WalFile> _full = [];
    private PageStore? _pages;

    public WriteSession(IStoreFileSystem files, StoreLayout layout, StoreOptions options)
    {
        _files = files;
        _layout = layout;
        Options = options;
        Wal = new WalWriter(files, layout, options, _full.Add);
    }

    public StoreOptions Options { get; }

    public WalWriter Wal { get; }

    public RunWriter Begin(RunHeader header) => Add(new RunWriter(this, header));

    public RunWriter Begin(ReplayHeader header) => Add(new RunWriter(this, header));

    /// <summary>The pack that checkpoints of this session go to.</summary>
    public PageStore OpenPages()
    {
        lock (_gate) return _pages ??= new PageStore(_files, _layout, Wal.Id);
    }

    /// <summary>A writer has ended: its records are made durable.</summary>
    public void OnEnded(RunWriter writer)
    {
        lock (_gate) _writers.Remove(writer);
        Wal.Commit();
    }

    public void Dispose()
    {
        RunWriter[] left;
        lock (_gate) left = [.. _writers];
        foreach (var writer in left) writer.Dispose();
        _pages?.Dispose();
        Wal.Dispose();
    }

    private RunWriter Add(RunWriter writer)
    {
        lock (_gate) _writers.Add(writer);
        return writer;
    }
}
