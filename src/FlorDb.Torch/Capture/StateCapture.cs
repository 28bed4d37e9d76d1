using FlorDb.Storage;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Capture;

/// <summary>
/// Captures the registered state, by pages, and copies no page that is known not to have changed since the capture before. Pieces that were found to stay the
/// same mostly are watched: then that is known. Used by the training thread, but for <see cref="Forget"/>.
/// </summary>
/// <param name="state">The registered state.</param>
/// <param name="watch">Watches memory; null where the system can't: then everything is copied.</param>
/// <param name="memoryLimit">The bytes that copies may take; null for as many as the state has and <see cref="MemoryBeside"/> more.</param>
internal sealed class StateCapture(StateRegistry state, WriteWatch? watch, long? memoryLimit = null) : IDisposable
{
    /// <summary>The bytes that copies may take besides those of one whole state, where the user does not say.</summary>
    public const long MemoryBeside = 256 << 20;

    /// <summary>Watching a piece takes some microseconds: smaller ones are copied.</summary>
    private const int LeastPagesWatched = 4;

    private readonly PagePool _pool = new();
    private readonly CaptureMoments _moments = new();
    private readonly Dictionary<string, TrackedPiece> _pieces = new(StringComparer.Ordinal);
    private Lazy<bool>? _unwatching;
    private int _lastMoment;
    private volatile bool _isToForget;

    /// <summary>Copies what has changed; null, with nothing done, where that would take more memory than there may be.</summary>
    /// <exception cref="FlorException">A piece of state can't be captured.</exception>
    /// <exception cref="OutOfMemoryException">The system has no memory for the copies.</exception>
    public Snapshot? TryCapture(CheckpointPosition position)
    {
        if (_isToForget) ForgetAll();
        using var pieces = new StatePieces(_pool);
        state.Capture(pieces);
        var plan = pieces.All.Select(Plan).ToList();
        FindSame(plan);
        if (_pool.BytesInUse + plan.Sum(piece => piece.BytesToCopy) > (memoryLimit ?? pieces.Bytes + MemoryBeside)) return null;
        try
        {
            var snapshot = Capture(plan, position);
            pieces.Keep();
            return snapshot;
        }
        catch
        {
            ForgetAll();
            throw;
        }
    }

    /// <summary>
    /// Makes memory ready for a copy of the state as it is now, in the background. To be called when the state has come to its full size, which that of an optimizer does
    /// with its first step.
    /// </summary>
    public void Prepare()
    {
        var size = new StateSize();
        state.Capture(size);
        ThreadPool.UnsafeQueueUserWorkItem(static work => work.Pool.Prepare(work.Bytes), (Pool: _pool, Bytes: Math.Min(size.Bytes, memoryLimit ?? long.MaxValue)), preferLocal: false);
    }

    /// <summary>Nothing is captured at a position: what was watched in the expectation that it would be is watched no longer.</summary>
    public void Skip(CheckpointPosition position)
    {
        if (watch is null) return;
        int moment = _moments.NumberOf(position);
        Unwatch([.. _pieces.Values.Where(piece => piece.IsWatched && !piece.IsWorthWatching(moment, otherwise: false))]);
    }

    /// <summary>Whether copies take memory that they will give back when they are written.</summary>
    public bool IsMemoryInUse => _pool.BytesInUse > 0;

    /// <summary>Waits until there is more memory; false if none is in use.</summary>
    public bool WaitForMemory() => _pool.WaitForReturn();

    /// <summary>Pages that were written are in the store no longer: the next capture copies everything. From any thread.</summary>
    public void Forget() => _isToForget = true;

    /// <summary>Ends watching, and gives the memory back. All snapshots must be disposed.</summary>
    public void Dispose()
    {
        FinishUnwatching();
        watch?.Dispose();
        _pool.Dispose();
    }

    private PieceCapture Plan(StatePiece piece)
    {
        if (piece.Copy is { } copy) return new PieceCapture(piece, copy);
        var known = _pieces.GetValueOrDefault(piece.Name);
        if (known is null) return new PieceCapture(piece, new TrackedPiece(piece.Memory, piece.Length));
        if (known.Memory != piece.Memory || known.Length != piece.Length) return new PieceCapture(piece, known.MovedTo(piece.Memory, piece.Length));
        return new PieceCapture(piece, known);
    }

    private void FindSame(List<PieceCapture> plan)
    {
        var watched = plan.FindAll(piece => piece.Tracked is { IsWatched: true });
        SharedWork.Run(watched.Count, SharedWork.MemoryThreads, i => watched[i].FindSame(watch!));
    }

    /// <summary>
    /// Captures as planned. By now it is known of all pieces what was written to: watching one anew forgets that of those that have a page of the system in
    /// common with it. Copying comes after it, so that no later write is missed.
    /// </summary>
    private Snapshot Capture(List<PieceCapture> plan, CheckpointPosition position)
    {
        int moment = _moments.NumberOf(position);
        Watch(plan, moment, isFirstOfTwo: position is { Moment: CheckpointMoment.AfterLoop, Path.Depth: > 1 });
        var snapshot = PageCopies.Make(plan, _pool);
        _pieces.Clear();
        foreach (var (piece, entry) in plan.Zip(snapshot.Entries))
        {
            if (piece.Tracked is not { } tracked) continue;
            if (watch is not null && !piece.IsKnown && IsWatchable(piece) && tracked.Pages.Length == entry.Pages.Length) entry.Before = new PagesBefore(tracked, _lastMoment, tracked.Pages);
            tracked.Pages = entry.Pages;
            _pieces.Add(entry.Name, tracked);
        }

        _lastMoment = moment;
        return snapshot;
    }

    private static bool IsWatchable(PieceCapture piece) => piece.Pages.Length >= LeastPagesWatched;

    private void Watch(List<PieceCapture> plan, int moment, bool isFirstOfTwo)
    {
        if (watch is null) return;
        FinishUnwatching();
        var before = _pieces.Values.Where(piece => piece.IsWatched).ToList();
        foreach (var piece in plan)
        {
            if (piece.Tracked is not { } tracked) continue;
            if (piece.IsKnown) tracked.Learn(_lastMoment, piece.SameCount, piece.Pages.Length);
            tracked.IsWatched = IsWatchable(piece) && tracked.IsWorthWatching(moment, otherwise: isFirstOfTwo)
                && (piece.IsSame || watch.TryWatch(tracked.Memory, tracked.Length));
        }

        var stays = plan.Select(piece => piece.Tracked).ToHashSet();
        Unwatch([.. before.Where(piece => !piece.IsWatched || !stays.Contains(piece))]);
    }

    /// <summary>Ends watching pieces, in the background: the training does not wait for it, if a thread is free before the next capture.</summary>
    private void Unwatch(IReadOnlyCollection<TrackedPiece> pieces)
    {
        FinishUnwatching();
        if (pieces.Count == 0) return;
        foreach (var piece in pieces) piece.IsWatched = false;
        _unwatching = new Lazy<bool>(() => watch!.Unwatch(pieces));
        ThreadPool.UnsafeQueueUserWorkItem(static unwatching => _ = unwatching.Value, _unwatching, preferLocal: false);
    }

    /// <summary>Sees to it that nothing that is watched from now on is unwatched late.</summary>
    private void FinishUnwatching()
    {
        _ = _unwatching?.Value;
        _unwatching = null;
    }

    private void ForgetAll()
    {
        _isToForget = false;
        Unwatch([.. _pieces.Values.Where(piece => piece.IsWatched)]);
        _pieces.Clear();
    }
}
