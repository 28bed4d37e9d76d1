namespace FlorDb.Storage.Segments;

/// <summary>Whose rows a batch of a segment holds, and how many: each run and each replay part has a batch of its own.</summary>
internal sealed record RunRows(RunKey Run, ReplayKey? Replay, int RowCount);
