using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Pages;

/// <summary>A store with one run that writes checkpoints of a state in entries of equal size.</summary>
internal sealed class CheckpointStore : IDisposable
{
    private const int Entries = 16;

    /// <summary>What an unchanged checkpoint may add: its list of entries.</summary>
    private const long LargestList = 1 << 16;

    private readonly FlorStore _store;
    private readonly RunWriter _run;
    private long _epoch;

    private CheckpointStore(FlorStore store)
    {
        _store = store;
        _run = TraceStore.Begin(store, "pages", DateTimeOffset.UtcNow);
    }

    public static CheckpointStore Create(string folder) => new(FlorStore.OpenOrCreate(folder));

    /// <summary>Seconds until a checkpoint of the state is durable.</summary>
    public double Write(byte[] state)
    {
        double seconds = Write(state, out var checkpoint);
        Check.That(checkpoint.StoredBytes >= state.Length, "new state that can't be compressed was not stored");
        return seconds;
    }

    /// <summary>The same for a state that the store has already.</summary>
    public double WriteUnchanged(byte[] state)
    {
        double seconds = Write(state, out var checkpoint);
        Check.That(checkpoint.StoredBytes <= LargestList, $"{checkpoint.StoredBytes} bytes of unchanged state were stored again");
        return seconds;
    }

    /// <summary>Seconds to open a store and to read its newest checkpoint into memory.</summary>
    public static double Restore(string folder, byte[] target) => Running.Rounds.Seconds(() =>
    {
        using var store = FlorStore.Open(folder);
        using var snapshot = store.TakeSnapshot();
        var reader = snapshot.OpenCheckpoint(snapshot.Checkpoints[^1]);
        int offset = 0;
        foreach (var entry in reader.Entries)
        {
            reader.Read(entry, target.AsSpan(offset, (int)entry.Length));
            offset += (int)entry.Length;
        }

        Check.Equal(target.Length, offset, "the size of the checkpoint");
    });

    public void Dispose()
    {
        _run.Finish(RunState.Completed);
        _store.Dispose();
    }

    private double Write(byte[] state, out CheckpointInfo checkpoint)
    {
        CheckpointInfo? written = null;
        _run.EnterIteration(ContextId.Root, "epoch", _epoch, CellValue.Null);
        double seconds = Running.Rounds.Seconds(() =>
        {
            using var writer = _run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [_epoch], CheckpointMoment.IterationEnd, _epoch + 1));
            int part = state.Length / Entries;
            for (int i = 0; i < Entries; i++) writer.Add($"part{i}", "bytes", state.AsSpan(i * part, part));
            written = writer.Commit(DateTimeOffset.UtcNow, 0);
        });
        _epoch++;
        checkpoint = written!;
        return seconds;
    }
}
