using System.Collections.Concurrent;
using FlorDb.Storage;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Writes checkpoints on a thread of its own, in order. At most <see cref="Capacity"/> states are in memory, the one that is being written included.
/// Whatever goes wrong here is told once, and the training goes on without checkpoints.
/// </summary>
internal sealed class CheckpointQueue : IDisposable
{
    private const int Capacity = 2;

    private readonly BlockingCollection<PendingCheckpoint> _pending = [];
    private readonly SemaphoreSlim _room = new(Capacity);
    private readonly RunWriter _writer;
    private readonly Action<double> _written;
    private readonly Action<string> _warn;
    private readonly Thread _thread;
    private volatile bool _failed;

    /// <param name="writer">Where to.</param>
    /// <param name="written">Is told of each checkpoint how many seconds it took to capture and to write.</param>
    /// <param name="warn">Tells people what they should know.</param>
    public CheckpointQueue(RunWriter writer, Action<double> written, Action<string> warn)
    {
        _writer = writer;
        _written = written;
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
        foreach (var checkpoint in _pending.GetConsumingEnumerable())
        {
            using (checkpoint.State)
                if (!_failed)
                    Write(checkpoint);
            _room.Release();
        }
    }

    private void Write(PendingCheckpoint checkpoint)
    {
        try
        {
            var time = RecurringTime.Start();
            using var writer = _writer.BeginCheckpoint(checkpoint.Position);
            foreach (var entry in checkpoint.State.Entries) writer.Add(entry.Name, entry.Description, entry.Bytes);
            writer.Commit(checkpoint.Captured, checkpoint.CaptureSeconds, checkpoint.Reason);
            _written(checkpoint.RecurringSeconds + time.Seconds);
        }
        catch (Exception failure)
        {
            _failed = true;
            _warn($"no more checkpoints are kept for this run, since one could not be written: {failure.Message}");
        }
    }
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
