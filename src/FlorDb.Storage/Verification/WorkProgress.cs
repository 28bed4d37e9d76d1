namespace FlorDb.Storage.Verification;

/// <summary>Counts the bytes that were read, tells of them, and ends the work when it is cancelled. Not thread-safe.</summary>
internal sealed class WorkProgress(IProgress<VerificationProgress>? progress, CancellationToken cancellation)
{
    private long _total;

    /// <summary>The bytes that were read.</summary>
    public long Done { get; private set; }

    /// <summary>That many bytes more are to be read.</summary>
    public void Expect(long bytes) => _total += bytes;

    /// <summary>That many bytes of a file were read.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void Advance(string file, long bytes)
    {
        cancellation.ThrowIfCancellationRequested();
        Done += bytes;
        progress?.Report(new VerificationProgress(file, Done, Math.Max(_total, Done)));
    }
}
