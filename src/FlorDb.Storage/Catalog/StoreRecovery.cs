using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Seals what writers that are gone have left in a store. Any number of processes may do so at once: each writer's lock lets one in.</summary>
internal sealed class StoreRecovery(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    private readonly List<StoreNotice> _notices = [];

    /// <summary>Recovers all that can be; what can't is left as it is, still readable, and told of in the notices.</summary>
    public IReadOnlyList<StoreNotice> Run()
    {
        var catalog = manifest.Refresh();
        foreach (var writer in Writers(catalog)) Recover(writer);
        Reclaim();
        return _notices;
    }

    private HashSet<Guid> Writers(CatalogView catalog)
    {
        var writers = OpenWals.List(files, layout).Select(id => id.Writer).ToHashSet();
        writers.UnionWith(catalog.Carries.Select(carry => carry.Last.Writer));
        foreach (string name in files.List(layout.LockFolder))
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(name), "N", out var writer)) writers.Add(writer);
        return writers;
    }

    private void Recover(Guid writer)
    {
        string lockFile = layout.WriterLock(writer);
        try
        {
            if (files.IsLocked(lockFile)) return;
            using var exclusive = files.TryLock(lockFile);
            if (exclusive is null) return;
            var unsealed = OpenWals.List(files, layout).Where(id => id.Writer == writer).ToList();
            if (LastFile(writer, unsealed) is { } last) new Sealer(files, layout, manifest).Seal(last, WriterState.Gone);
            new PackRecovery(files, layout, manifest).Recover(writer);
            DeleteLeftovers(writer, unsealed);
            files.Delete(lockFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StoreException)
        {
            string text = $"A writer that is gone has left records that can't be sealed now: {failure.Message} They are read from its log meanwhile.";
            _notices.Add(new StoreNotice(layout.Relative(lockFile), 0, text));
        }
    }

    /// <summary>The last file to seal. Where only a carry file is left, the number of a file that never came to be.</summary>
    private WalId? LastFile(Guid writer, List<WalId> own)
    {
        var carry = manifest.Refresh().CarryOf(writer);
        if (carry is not null && !own.Any(id => id.Number > carry.Last.Number)) return carry.Last with { Number = carry.Last.Number + 1 };
        return own.Count > 0 ? own[^1] : null;
    }

    /// <summary>
    /// Deletes what the writer did not come to finish: segments that no edit names, and files with temporary names. The logs that such a segment comes
    /// from were there until now; one whose log is gone was finished, so the edit that named it is lost, and "flor repair" will want it.
    /// </summary>
    private void DeleteLeftovers(Guid writer, List<WalId> unsealed)
    {
        var leftovers = files.List(layout.SegmentFolder).Where(name => unsealed.Any(id => name.StartsWith($"{id.Stem}-", StringComparison.Ordinal))).ToList();
        if (leftovers.Count > 0)
        {
            var known = manifest.Refresh().Segments.Select(segment => segment.Value.FileName).ToHashSet(StringComparer.Ordinal);
            foreach (string name in leftovers)
                if (!known.Contains(name)) files.Delete(layout.Segment(name));
        }

        AtomicFile.DeleteUnfinished(files, layout.WalFolder, $"{writer:N}-");
    }

    private void Reclaim()
    {
        try
        {
            AtomicFile.DeleteUnfinished(files, layout.LockFolder, "");
            new Reclaimer(files, layout, manifest).Run();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StoreException)
        {
            // What can't be deleted now stays listed in the catalog, and is of no use to anybody but the next who tries.
        }
    }
}
