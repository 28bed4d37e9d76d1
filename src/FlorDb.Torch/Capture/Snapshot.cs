namespace FlorDb.Torch.Capture;

/// <summary>All registered state at one moment.</summary>
/// <param name="entries">The pieces of state, in the order in which they were captured.</param>
/// <param name="copied">The pages that were copied for it; the others it has in common with snapshots before it.</param>
internal sealed class Snapshot(IReadOnlyList<SnapshotEntry> entries, IReadOnlyList<CapturedPage> copied) : IDisposable
{
    /// <summary>The pieces of state, in the order in which they were captured.</summary>
    public IReadOnlyList<SnapshotEntry> Entries => entries;

    /// <summary>How many bytes were copied.</summary>
    public long CopiedBytes => copied.Sum(page => (long)page.Length);

    /// <summary>Gives back the memory of the pages that were copied. The snapshots before it must have been written or disposed.</summary>
    public void Dispose()
    {
        foreach (var page in copied) page.Release();
    }
}
