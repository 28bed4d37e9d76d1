using FlorDb.Torch.Recording;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Replaying;

/// <summary>Compares the live state with a recorded one, bit for bit.</summary>
internal static class StateComparison
{
    /// <summary>The name of the first piece of state that differs; null if all are the same.</summary>
    public static string? FindDifference(StateRegistry state, IStateSource recorded, BufferPool buffers)
    {
        using var live = new Snapshot(buffers);
        state.Capture(live);
        foreach (var entry in live.Entries)
            if (!IsSame(entry, recorded, buffers)) return entry.Name;
        return recorded.Names.FirstOrDefault(name => live.Find(name) is null);
    }

    private static bool IsSame(SnapshotEntry live, IStateSource recorded, BufferPool buffers)
    {
        if (recorded.Find(live.Name) is not { } entry || entry.Description != live.Description || entry.Length != live.Bytes.Length) return false;
        byte[] bytes = buffers.Rent(live.Bytes.Length);
        recorded.Read(entry, bytes);
        bool same = bytes.AsSpan().SequenceEqual(live.Bytes);
        buffers.Return(bytes);
        return same;
    }
}
