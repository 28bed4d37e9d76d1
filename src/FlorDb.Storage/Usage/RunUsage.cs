namespace FlorDb.Storage;

/// <summary>How much space a run takes.</summary>
/// <param name="Key">The run.</param>
/// <param name="Info">What is known of it; null where that is lost, and only rows or checkpoints of it are there.</param>
/// <param name="RowBytes">Its share of the segments of logged values, by its rows, with those of its replays. What is still in a log is not in it.</param>
/// <param name="Checkpoints">The number of its checkpoints.</param>
/// <param name="OwnPageBytes">
/// The bytes of checkpoint pages that only this run uses, as they are stored: what its deletion would leave unused, unless a run of which not all is
/// known uses them as well.
/// </param>
/// <param name="SharedPageBytes">The bytes of checkpoint pages that this run uses and other runs as well; each of those counts them, too.</param>
/// <param name="IsComplete">Whether all of its checkpoints could be looked at: if not, the pages are more than said.</param>
public sealed record RunUsage(RunKey Key, RunInfo? Info, long RowBytes, int Checkpoints, long OwnPageBytes, long SharedPageBytes, bool IsComplete);
