using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;
using FlorDb.Storage;

namespace FlorDb.Bench.Checkpoint;

/// <summary>Reads checkpoints into memory that is in use already.</summary>
internal sealed class StateReader(StoreSnapshot snapshot, byte[] scratch)
{
    /// <summary>The checkpoints at the ends of iterations.</summary>
    public IReadOnlyList<CheckpointInfo> Checkpoints { get; } =
        [.. snapshot.Checkpoints.Where(checkpoint => checkpoint.Position is { Moment: CheckpointMoment.IterationEnd, Path.Depth: 1 }).OrderBy(checkpoint => checkpoint.Position.Indices[0])];

    /// <summary>Seconds to read all of a checkpoint.</summary>
    public double Restore(CheckpointInfo checkpoint) => Rounds.Seconds(() =>
    {
        var reader = snapshot.OpenCheckpoint(checkpoint);
        int at = 0;
        foreach (var entry in reader.Entries)
        {
            int length = (int)entry.Length;
            if (length > scratch.Length - at) at = 0;
            reader.Read(entry, scratch.AsSpan(at, length));
            at += length;
        }
    });

    /// <summary>Checks that a checkpoint has the state's tensors, bit for bit.</summary>
    /// <exception cref="WrongAnswerException">It has not.</exception>
    public void Verify(CheckpointInfo checkpoint, IReadOnlyDictionary<string, uint> checksums)
    {
        var reader = snapshot.OpenCheckpoint(checkpoint);
        var entries = reader.Entries.ToDictionary(entry => entry.Name);
        foreach (var (name, checksum) in checksums)
        {
            Check.That(entries.TryGetValue(name, out var entry), $"the checkpoint lacks {name}");
            var bytes = scratch.AsSpan(0, (int)entry!.Length);
            reader.Read(entry, bytes);
            Check.Equal(checksum, RawMachine.Checksum(bytes), $"the checksum of {name}");
        }
    }
}
