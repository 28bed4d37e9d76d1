using FlorDb.Storage;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Measures what restoring a checkpoint takes, by reading a part of one back: of the first that a run writes, of the second, the fourth, the eighth and so on.
/// </summary>
internal sealed class RestoreProbe(FlorStore store, TimeProvider clock)
{
    /// <summary>So much is enough to know the speed, and little enough that the code that reads is not yet thought worth compiling anew.</summary>
    private const long EnoughBytes = 1 << 20;

    /// <summary>Larger pieces are passed over: they would take the training's memory.</summary>
    private const long MostBytes = 64 << 20;

    private long _written;

    /// <summary>The seconds that restoring a checkpoint that was just written takes; null where that was not measured this time.</summary>
    /// <exception cref="StoreException">What was written can't be read back.</exception>
    public double? Measure(CheckpointInfo checkpoint)
    {
        if (!long.IsPow2(++_written)) return null;
        using var snapshot = store.TakeSnapshot();
        var reader = snapshot.OpenCheckpoint(checkpoint);
        long start = clock.GetTimestamp();
        long read = 0;
        foreach (var entry in reader.Entries.Where(entry => entry.Length <= MostBytes))
        {
            reader.Read(entry, GC.AllocateUninitializedArray<byte>((int)entry.Length));
            read += entry.Length;
            if (read >= EnoughBytes) break;
        }

        return read == 0 ? null : clock.GetElapsedTime(start).TotalSeconds * checkpoint.Bytes / read;
    }
}
