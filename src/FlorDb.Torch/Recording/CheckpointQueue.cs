using System.Collections.Concurrent;
using FlorDb.Storage;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Writes checkpoints on a thread of its own, in order. At most <see cref="Capacity"/> wait; then the training thread does. Whatever goes wrong
/// here is told once, and the training goes on without checkpoints.
/// </summary>
internal sealed class CheckpointQueue : IDisposable
{
    private const int Capacity = 2;

    private readonly BlockingCollection<PendingCheckpoint> _pending = new(Capacity);
    private readonly RunWriter _writer;
    private readonly Action<string> _warn;
    private readonly Thread _thread;
    private volatile bool _failed;

    public CheckpointQueue(RunWriter writer, Action<string> warn)
    {
        _writer = writer;
        _warn = warn;
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "FlorDB checkpoints" };
        _thread.Start();
    }

    /// <summary>Hands a checkpoint over; the queue disposes its snapshot.</summary>
    public void Add(PendingCheckpoint checkpoint)
    {
        try
        {
            _pending.Add(checkpoint);
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
        }
    }

    private void Write(PendingCheckpoint checkpoint)
    {
        try
        {
            using var writer = _writer.BeginCheckpoint(checkpoint.Position);
            foreach (var entry in checkpoint.State.Entries) writer.Add(entry.Name, entry.Description, entry.Bytes);
            writer.Commit(checkpoint.Captured, checkpoint.CaptureSeconds);
        }
        catch (Exception failure)
        {
            _failed = true;
            _warn($"no more checkpoints are kept for this run, since one could not be written: {failure.Message}");
        }
    }
}

/// <summary>A snapshot that is to be written.</summary>
internal sealed record PendingCheckpoint(CheckpointPosition Position, Snapshot State, DateTimeOffset Captured, double CaptureSeconds);
