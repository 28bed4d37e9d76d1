namespace FlorDb.Storage.Segments;

/// <summary>Whose rows stand one after the other in a segment, and how many.</summary>
internal sealed record RunRows(RunKey Run, ReplayKey? Replay, long RowCount);
