using FlorDb.Storage.Catalog;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>
/// Chooses which segments to merge: neighbours of one kind and loop path, of about the same size, so that a row is written again about once for each
/// tier of sizes (O'Neil et al., The log-structured merge-tree, 1996; the size-tiered strategy of Apache Cassandra; only neighbours, as Apache Lucene's
/// LogMergePolicy has it, since a run's rows must keep their order).
/// </summary>
internal sealed class MergePlanner(CompactionOptions options)
{
    private const long FirstTierBytes = 64 << 10;
    private const int TierFactor = 16;
    private const int LargestMerge = 256;

    private readonly HashSet<string> _unreadable = [];

    /// <summary>Leaves a segment alone from now on.</summary>
    public void Exclude(string fileName) => _unreadable.Add(fileName);

    /// <summary>
    /// The next segments to merge, in the catalog's order; or one to write anew without deleted rows. Null if there is nothing to do. Summaries wait until
    /// all rows have some, as those that are still to be made may belong in between.
    /// </summary>
    public IReadOnlyList<SegmentInfo>? Next(CatalogView catalog)
    {
        foreach (var group in catalog.Segments.Select(segment => segment.Value).GroupBy(segment => (segment.Kind, segment.Path)))
        {
            var segments = group.ToList();
            if (group.Key.Kind == SegmentKind.Summaries && !catalog.Segments.All(segment => segment.Value.HasSummary)) continue;
            if (FindMerge(segments) is { } merge) return merge;
            if (segments.Find(segment => IsMostlyDeleted(segment, catalog)) is { } deleted) return [deleted];
        }

        return null;
    }

    private List<SegmentInfo>? FindMerge(List<SegmentInfo> segments)
    {
        for (int tier = 0; tier <= TierOf(options.LargestSegmentBytes); tier++)
        {
            var neighbours = new List<SegmentInfo>();
            long bytes = 0;
            foreach (var segment in segments)
            {
                bool fits = neighbours.Count < LargestMerge && bytes + segment.Bytes <= options.LargestSegmentBytes;
                if (IsMergeable(segment, tier) && fits)
                {
                    neighbours.Add(segment);
                    bytes += segment.Bytes;
                    continue;
                }

                if (neighbours.Count >= options.SmallestMerge) return neighbours;
                neighbours.Clear();
                bytes = 0;
                if (!IsMergeable(segment, tier)) continue;
                neighbours.Add(segment);
                bytes = segment.Bytes;
            }

            if (neighbours.Count >= options.SmallestMerge) return neighbours;
        }

        return null;
    }

    private bool IsMergeable(SegmentInfo segment, int tier) =>
        TierOf(segment.Bytes) <= tier && segment.Bytes < options.LargestSegmentBytes / 2 && !_unreadable.Contains(segment.FileName);

    private bool IsMostlyDeleted(SegmentInfo segment, CatalogView catalog)
    {
        if (catalog.DeletedRuns.Count == 0 || _unreadable.Contains(segment.FileName)) return false;
        long deleted = segment.Runs.Where(rows => catalog.DeletedRuns.Contains(rows.Run)).Sum(rows => rows.RowCount);
        return deleted > 0 && deleted >= options.LargestDeletedPart * segment.RowCount;
    }

    private static int TierOf(long bytes)
    {
        int tier = 0;
        for (long limit = FirstTierBytes; bytes > limit; limit *= TierFactor) tier++;
        return tier;
    }
}
