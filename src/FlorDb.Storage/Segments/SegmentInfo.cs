using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>What the manifest knows of a segment file.</summary>
/// <param name="FileName">Its name in the folder <c>segments</c>.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Path">The loop path of its rows; the root for system kinds.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Hash">The XXH3-128 of the whole file.</param>
/// <param name="Footer">The end of the file, by which its parts are checked; null for a file of version 1, which is checked as a whole.</param>
/// <param name="Names">The names that were logged there.</param>
/// <param name="Runs">
/// Whose rows the file holds, in their order: a batch may hold several of these, or a part of one. In version 1 there is a batch for each. Empty for system kinds.
/// </param>
internal sealed record SegmentInfo(
    string FileName, SegmentKind Kind, LoopPath Path, long Bytes, PageHash Hash, SegmentFooter? Footer, ImmutableArray<LoggedName> Names, ImmutableArray<RunRows> Runs)
{
    /// <summary>Whether what its rows hold is in summaries, or there is nothing to sum up.</summary>
    public bool HasSummary => Kind != SegmentKind.Loop || Footer is not null;

    public long RowCount => Runs.Sum(run => run.RowCount);
}
