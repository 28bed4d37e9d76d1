namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// Which checkpoint of a run is meant. Its position alone doesn't tell: a run may pass there twice, and a replay captures the same state at the same
/// position again.
/// </summary>
/// <param name="Position">Where it stands.</param>
/// <param name="Root">The address of its list of entries.</param>
/// <param name="Timestamp">When it was captured.</param>
internal readonly record struct CheckpointId(CheckpointPosition Position, PageHash Root, DateTimeOffset Timestamp)
{
    public static CheckpointId Of(CheckpointInfo checkpoint) => new(checkpoint.Position, checkpoint.Root, checkpoint.Timestamp);
}
