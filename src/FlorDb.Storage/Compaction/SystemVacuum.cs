using FlorDb.Storage.Arrow;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>Finds system segments with rows of deleted runs: the manifest does not tell whose rows they hold, so each is looked into, once.</summary>
internal sealed class SystemVacuum(IStoreFileSystem files, StoreLayout layout)
{
    private readonly HashSet<string> _seen = [];

    /// <summary>A segment to write anew; null if there is none any more.</summary>
    public SegmentInfo? Next(CatalogView catalog)
    {
        if (catalog.DeletedRuns.Count == 0) return null;
        return catalog.Segments.Select(segment => segment.Value)
            .FirstOrDefault(segment => segment.Kind != SegmentKind.Loop && _seen.Add(segment.FileName) && HoldsDeleted(segment, catalog));
    }

    private bool HoldsDeleted(SegmentInfo segment, CatalogView catalog)
    {
        try
        {
            using var reader = new SegmentFile(files, layout, segment).Open();
            int column = reader.Schema.IndexOf(SystemTables.RunColumn);
            return column >= 0 && Enumerable.Range(0, reader.BatchCount).Select(batch => reader.Read(batch, [column]).Columns[0])
                .OfType<DictionaryArray>().Any(runs => Keys(runs).Any(catalog.DeletedRuns.Contains));
        }
        catch (Exception failure) when (failure is StoreException or FormatException)
        {
            // Who reads the segment is told.
            return false;
        }
    }

    private static IEnumerable<RunKey> Keys(DictionaryArray runs) =>
        runs.Dictionary is BinaryArray keys ? Enumerable.Range(0, keys.Length).Select(i => RunKey.Parse(keys.GetString(i)!)) : [];
}
