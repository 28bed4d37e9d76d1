using FlorDb.Storage;
using FlorDb.Torch.Replaying;

namespace FlorDb.Torch.Resuming;

/// <summary>Where a run goes on.</summary>
/// <param name="Record">The run that died.</param>
/// <param name="Checkpoint">Its newest checkpoint at an outermost loop.</param>
internal sealed record ResumePoint(RecordedRun Record, CheckpointInfo Checkpoint);
