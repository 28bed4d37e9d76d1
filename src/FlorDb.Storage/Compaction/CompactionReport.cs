namespace FlorDb.Storage;

/// <summary>What a compaction has done so far.</summary>
/// <param name="Merges">How many merges there were.</param>
/// <param name="SegmentsBefore">The segment files that they read.</param>
/// <param name="SegmentsAfter">The segment files that they wrote instead.</param>
/// <param name="BytesBefore">The bytes of the former.</param>
/// <param name="BytesAfter">The bytes of the latter.</param>
/// <param name="Rows">The rows that were kept.</param>
/// <param name="RowsRemoved">The rows of deleted runs that were left out.</param>
/// <param name="Problems">The segments that could not be read and were left as they are, each with the reason.</param>
public sealed record CompactionReport(
    int Merges, int SegmentsBefore, int SegmentsAfter, long BytesBefore, long BytesAfter, long Rows, long RowsRemoved, IReadOnlyList<StoreNotice> Problems)
{
    internal static CompactionReport Empty { get; } = new(0, 0, 0, 0, 0, 0, 0, []);
}
