namespace FlorDb.Storage;

/// <summary>A checkpoint that is complete: every page of it is in the store.</summary>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Position">Where in the run's execution it stands.</param>
/// <param name="Root">The address of its list of entries.</param>
/// <param name="Bytes">The size of its state.</param>
/// <param name="StoredBytes">The bytes that it added to the store: pages that were not there before.</param>
/// <param name="CaptureSeconds">How long the training thread was held up.</param>
/// <param name="WriteSeconds">How long hashing and writing took in the background.</param>
/// <param name="Timestamp">When it was captured, in UTC.</param>
public sealed record CheckpointInfo(
    RunKey Run, CheckpointPosition Position, PageHash Root, long Bytes, long StoredBytes, double CaptureSeconds, double WriteSeconds, DateTimeOffset Timestamp)
{
    /// <summary>Why it was taken; null if that was not recorded.</summary>
    public CheckpointReason? Reason { get; init; }
}
