using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FlorDb.Storage;
using FlorDb.Torch.Capture;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Writes checkpoints on a thread of its own, in order, which leaves the processors to the training where there are not enough for both. At most
/// <see cref="Capacity"/> wait, the one that is being written included. Whatever goes wrong here is told once, and the training goes on without checkpoints.
/// </summary>
internal sealed partial class CheckpointQueue : IDisposable
{
    private const int Capacity = 4;

    /// <summary>How much the writing thread steps back behind others, of 0 to 19.</summary>
    private const int Niceness = 10;

    private readonly BlockingCollection<PendingCheckpoint> _pending = [];
    private readonly SemaphoreSlim _room = new(Capacity);
    private readonly RunWriter _writer;
    private readonly RestoreProbe _probe;
    private readonly StateCapture _capture;
    private readonly CheckpointSchedule _schedule;
    private readonly ProcessorContention _contention;
    private readonly Action<string> _warn;
    private readonly CheckpointAgreement? _ranks;
    private readonly Thread _thread;
    private volatile bool _failed;

    /// <param name="writer">Where to.</param>
    /// <param name="probe">Measures what restoring takes.</param>
    /// <param name="capture">What captures the states.</param>
    /// <param name="schedule">Is told of each checkpoint how long it took.</param>
    /// <param name="contention">Tells what the processor time that writing takes costs the training.</param>
    /// <param name="warn">Tells people what they should know.</param>
    /// <param name="ranks">The other ranks; null for a training of one process.</param>
    public CheckpointQueue(
        RunWriter writer, RestoreProbe probe, StateCapture capture, CheckpointSchedule schedule, ProcessorContention contention, Action<string> warn, CheckpointAgreement? ranks)
    {
        _ranks = ranks;
        _writer = writer;
        _probe = probe;
        _capture = capture;
        _schedule = schedule;
        _contention = contention;
        _warn = warn;
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "FlorDB checkpoints" };
        _thread.Start();
    }

    /// <summary>
    /// Whether a state can be captured without a wait. The last place is for the end of an iteration, from where a replay starts: a state after a nested
    /// loop does not take it.
    /// </summary>
    public bool HasRoomFor(CheckpointPosition position) =>
        _room.CurrentCount > (position is { Moment: CheckpointMoment.AfterLoop, Path.Depth: > 1 } ? 1 : 0);

    /// <summary>Waits until there is room for a state. It is taken when the state is handed over: one that can't be captured takes none.</summary>
    public void WaitForRoom() => _room.AvailableWaitHandle.WaitOne();

    /// <summary>Hands over a checkpoint that there is room for; the queue disposes its snapshot.</summary>
    public void Add(PendingCheckpoint checkpoint)
    {
        try
        {
            _pending.Add(checkpoint);
            _room.Wait();
        }
        catch (InvalidOperationException)
        {
            checkpoint.State.Dispose();
        }
    }

    /// <summary>Waits until all that was handed over is written.</summary>
    public void Dispose()
    {
        _pending.CompleteAdding();
        _thread.Join();
    }

    private void WriteAll()
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(0, 0, Niceness);
        foreach (var checkpoint in _pending.GetConsumingEnumerable())
        {
            using (checkpoint.State)
            {
                if (!_failed) _ranks?.BeforeWriting(checkpoint.Position);
                bool isWritten = !_failed && TryWrite(checkpoint);
                _ranks?.OnSettled(checkpoint.Position, isWritten);
            }

            _room.Release();
        }
    }

    private bool TryWrite(PendingCheckpoint checkpoint)
    {
        try
        {
            var time = new RecurringTime(ThreadProcessorClock.Instance);
            using var writer = _writer.BeginCheckpoint(checkpoint.Position);
            foreach (var entry in checkpoint.State.Entries)
            {
                if (TryAdd(writer, entry)) continue;
                _capture.Forget();
                _schedule.Miss();
                return false;
            }

            var written = writer.Commit(checkpoint.Captured, checkpoint.CaptureSeconds, checkpoint.Reason);
            double busy = time.Seconds;
            _schedule.OnWritten(checkpoint.RecurringSeconds + busy * _contention.Measure(busy));
            if (_probe.Measure(written) is { } seconds) _schedule.OnRestoreMeasured(seconds);
            return true;
        }
        catch (Exception failure)
        {
            _failed = true;
            _warn($"no more checkpoints are kept for this run, since one could not be written: {failure.Message}");
            return false;
        }
    }

    /// <summary>Adds a piece; false if pages of it were in an earlier checkpoint, and are in the store no longer.</summary>
    private static bool TryAdd(CheckpointWriter writer, SnapshotEntry entry)
    {
        int elementBytes = TensorEntry.ElementBytes(entry.Description);
        var pages = new PageHash[entry.Pages.Length];
        for (int i = 0; i < pages.Length; i++)
        {
            var page = entry.Pages[i];
            if (page.Hash is null)
            {
                if (!page.HasBytes) return false;
                page.MarkWritten(writer.AddPage(page.Bytes, elementBytes));
            }

            pages[i] = page.Hash!.Value;
        }

        entry.Learn();
        return writer.TryAdd(entry.Name, entry.Description, entry.Length, pages);
    }

    /// <summary>Sets the priority of the calling thread: Linux gives every thread one of its own.</summary>
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int priority);
}

/// <summary>A snapshot that is to be written.</summary>
/// <param name="Position">Where it was taken.</param>
/// <param name="State">The snapshot.</param>
/// <param name="Captured">When.</param>
/// <param name="CaptureSeconds">How long that held the training up.</param>
/// <param name="RecurringSeconds">How much of that the next will take, too.</param>
/// <param name="Reason">Why it was taken.</param>
internal sealed record PendingCheckpoint(
    CheckpointPosition Position, Snapshot State, DateTimeOffset Captured, double CaptureSeconds, double RecurringSeconds, CheckpointReason Reason);
