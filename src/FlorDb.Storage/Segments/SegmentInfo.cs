using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>What the manifest knows of a segment file.</summary>
/// <param name="FileName">Its name in the folder <c>segments</c>.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Path">The loop path of its rows; the root for system kinds.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">The XXH3-128 of the whole file.</param>
/// <param name="Names">The names that were logged there.</param>
/// <param name="Runs">Whose rows each batch holds, in the order of the file; empty for system kinds.</param>
internal sealed record SegmentInfo(
    string FileName, SegmentKind Kind, LoopPath Path, long Bytes, PageHash Hash, ImmutableArray<LoggedName> Names, ImmutableArray<RunRows> Runs)
{
    public long RowCount => Runs.Sum(run => (long)run.RowCount);
}
