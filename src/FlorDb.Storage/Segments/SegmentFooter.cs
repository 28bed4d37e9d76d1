namespace FlorDb.Storage.Segments;

/// <summary>The end of a segment file, from the Arrow footer on. It holds the checksums of all that stands before it.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">Its XXH3-128.</param>
internal sealed record SegmentFooter(long Bytes, PageHash Hash);
