namespace FlorDb.Storage;

/// <summary>
/// Writes one checkpoint: pages that the store has already are not written again. Used from one thread at a time, which may
/// be another than the one that records the run.
/// </summary>
public sealed class CheckpointWriter : IDisposable
{
    internal CheckpointWriter()
    {
    }

    /// <summary>Adds a piece of state. The bytes may be reused when the call returns.</summary>
    /// <param name="name">A name that is unique in this checkpoint.</param>
    /// <param name="description">What the bytes are, in the caller's words.</param>
    /// <param name="bytes">The state.</param>
    public void Add(string name, string description, ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>Makes the pages durable, then publishes the checkpoint.</summary>
    /// <param name="captured">When the state was captured.</param>
    /// <param name="captureSeconds">How long the training thread was held up.</param>
    public CheckpointInfo Commit(DateTimeOffset captured, double captureSeconds) => throw new NotImplementedException();

    /// <summary>Gives up a checkpoint that was not committed.</summary>
    public void Dispose() => throw new NotImplementedException();
}
