namespace FlorDb.Storage;

/// <summary>A run that another one has gone on with from one of its checkpoints, and in whose place that one is shown.</summary>
/// <param name="Run">The run, as it ended.</param>
/// <param name="By">The run that stands in its place; that one may be superseded itself.</param>
public sealed record SupersededRun(RunInfo Run, RunKey By);
