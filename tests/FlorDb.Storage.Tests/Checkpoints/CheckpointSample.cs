using System.Runtime.InteropServices;

namespace FlorDb.Storage.Tests.Checkpoints;

/// <summary>Checkpoints of made-up state, and the store's view of them.</summary>
internal static class CheckpointSample
{
    public static CheckpointPosition Position { get; } = new(LoopPath.Of("epoch"), [3], CheckpointMoment.IterationEnd, 4);

    public static CheckpointInfo Write(RunWriter run, params (string Name, byte[] State)[] entries)
    {
        using var writer = run.BeginCheckpoint(Position);
        foreach (var (name, state) in entries) writer.Add(name, "tensor", state);
        return writer.Commit(DateTimeOffset.UnixEpoch.AddDays(20_000), 0.25);
    }

    public static byte[] RandomBytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Floating-point numbers of a normal distribution, as the weights of a dense layer are.</summary>
    public static byte[] Weights(int count, int seed)
    {
        var random = new Random(seed);
        var numbers = new float[count];
        for (int i = 0; i < count; i++) numbers[i] = (float)(0.02 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble()));
        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    /// <summary>The state of every entry of a checkpoint.</summary>
    public static byte[][] Read(StoreSnapshot snapshot, CheckpointInfo info)
    {
        var checkpoint = snapshot.OpenCheckpoint(info);
        return [.. checkpoint.Entries.Select(entry => Read(checkpoint, entry))];
    }

    private static byte[] Read(CheckpointReader checkpoint, CheckpointEntryInfo entry)
    {
        var state = new byte[entry.Length];
        checkpoint.Read(entry, state);
        return state;
    }
}
