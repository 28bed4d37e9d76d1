using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Writes a manifest anew: what the catalog holds now, as a few edits instead of all that ever happened.</summary>
internal static class ManifestSnapshot
{
    private const int ItemsInAnEdit = 4096;

    /// <summary>Replaces the manifest in one step. The caller holds its lock.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="layout">Where it is.</param>
    /// <param name="view">What to write.</param>
    /// <param name="lastEdit">The number of the last edit: numbers go on from it.</param>
    public static void Write(IStoreFileSystem files, StoreLayout layout, CatalogView view, long lastEdit)
    {
        using var stream = new MemoryStream();
        stream.Write(new byte[ManifestHeader.Length]);
        foreach (var items in Items(view with { Retired = Needed(files, layout, view) }).Chunk(ItemsInAnEdit))
            stream.Write(ManifestEdit.Encode(items, ++lastEdit));
        var bytes = stream.GetBuffer().AsSpan(0, checked((int)stream.Length));
        ManifestHeader.Of(Guid.CreateVersion7(), bytes.Length).Write(bytes);
        AtomicFile.DeleteUnfinished(files, layout.Folder, Path.GetFileName(layout.Manifest) + ".");
        AtomicFile.Write(files, layout.Manifest, bytes);
    }

    /// <summary>The items that make a view out of nothing.</summary>
    public static IEnumerable<ManifestItem> Items(CatalogView view) =>
    [
        new ManifestItem.EpochBegan(view.Epoch),
        .. view.DeletedRuns.Count == 0 ? [] : (ManifestItem[])[new ManifestItem.RunsDeleted([.. view.DeletedRuns])],
        .. view.Superseded.Select(pair => new ManifestItem.RunSuperseded(pair.Key, pair.Value)),
        .. view.Segments.Select(segment => new ManifestItem.SegmentAdded(segment)),
        .. view.Runs.Select(run => new ManifestItem.RunSealed(run)),
        .. view.Replays.Select(replay => new ManifestItem.ReplaySealed(replay)),
        .. view.Packs.Select(pack => new ManifestItem.PackSealed(pack)),
        .. view.CondemnedPacks.Select(pack => new ManifestItem.PackCondemned(pack.Key, pack.Value)),
        .. view.DroppedCheckpoints.GroupBy(dropped => dropped.Run)
            .Select(group => new ManifestItem.CheckpointsDropped(group.Key, [.. group.Select(dropped => dropped.Checkpoint)])),
        .. view.Removed.Select(file => new ManifestItem.FileRemoved(file)),
        .. view.Retired.Values,
        .. view.Notices.Select(notice => new ManifestItem.Noticed(notice)),
    ];

    /// <summary>
    /// The entries without those of writers that left nothing behind: nobody will ask what of theirs is sealed. That their files are gone is made durable
    /// first, so that none of them can come back and be sealed a second time.
    /// </summary>
    private static Dictionary<Guid, ManifestItem.WalRetired> Needed(IStoreFileSystem files, StoreLayout layout, CatalogView view)
    {
        files.FlushFolder(layout.WalFolder);
        var withFiles = OpenWals.List(files, layout).Select(id => id.Writer).ToHashSet();
        return view.Retired
            .Where(entry => entry.Value.CarryBytes > 0 || withFiles.Contains(entry.Key) || files.IsLocked(layout.WriterLock(entry.Key)))
            .ToDictionary();
    }
}
