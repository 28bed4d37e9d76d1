using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Collection;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Verification;

/// <summary>
/// Sets aside what is damaged in a store, and keeps all that is intact. Each step is one manifest edit, or is done anew by the next repair: a crash at
/// any point leaves a store that is no worse. Trainings may write meanwhile.
/// </summary>
internal sealed class StoreRepairer(IStoreFileSystem files, StoreLayout layout, WorkProgress progress)
{
    private readonly List<RepairAction> _actions = [];
    private readonly Manifest _manifest = new(files, layout);
    private readonly DamagedFiles _damaged = new(files, layout);
    private readonly Guid _writer = Guid.CreateVersion7();
    private long _lastNumber;

    /// <exception cref="StoreException">The folder holds no store, or one of a later version.</exception>
    /// <exception cref="IOException">The store can't be written.</exception>
    /// <exception cref="OperationCanceledException">The repair was cancelled; what was done stays done.</exception>
    public RepairReport Run()
    {
        if (StoreFormat.IsDamaged(files, layout))
        {
            StoreFormat.Write(files, layout);
            _actions.Add(new RepairAction("format", "It was missing or damaged, and was written anew.", []));
        }

        StoreFormat.MakeFolders(files, layout);
        using var own = files.TakeNewLock(layout.WriterLock(_writer));
        RepairManifest();
        GiveLostCarriesUp();
        foreach (var notice in new StoreRecovery(files, layout, _manifest).Run()) _actions.Add(new RepairAction(notice.File, notice.Text, []));
        progress.Expect(BytesOf(layout.SegmentFolder, StoreLayout.SegmentExtension) + BytesOf(layout.PageFolder, PackId.Extension));
        RepairSegments();
        RepairCheckpoints();
        new Reclaimer(files, layout, _manifest).Run();
        files.Delete(layout.WriterLock(_writer));
        return new RepairReport([.. _actions]);
    }

    private void RepairManifest()
    {
        if (_manifest.Refresh().IsComplete) return;
        progress.Expect(BytesOf(layout.SegmentFolder, StoreLayout.SegmentExtension));
        string? copy = _damaged.Keep(layout.Manifest);
        string text = copy is null
            ? "The manifest was missing: a new one was made from the segments. Runs that were deleted may be back."
            : $"The manifest was damaged, and was written anew with what is intact and what the segments tell; a copy is in {copy}.";
        _actions.Add(new RepairAction(ManifestReader.FileName, text, []));
        _manifest.Replace(view =>
        {
            var rebuilt = new CatalogRebuilder(files, layout, _actions, progress).Rebuild(view);
            return rebuilt with { Notices = rebuilt.Notices.Add(new StoreNotice(copy ?? layout.Relative(layout.DamagedFolder), 0, text)) };
        });
    }

    /// <summary>What was open in a carry file that is gone can't be sealed any more; what the logs behind it hold still can.</summary>
    private void GiveLostCarriesUp()
    {
        foreach (var carry in _manifest.Refresh().Carries.ToList())
        {
            string path = layout.Carry(carry.Last);
            if (files.FileExists(path) || files.IsLocked(layout.WriterLock(carry.Last.Writer))) continue;
            var notice = new StoreNotice(layout.Relative(path), 0, "The file was missing: what was open in its runs is lost.");
            Edit(notice, [], now => now.CarryOf(carry.Last.Writer) == carry ? [carry with { CarryBytes = 0 }] : []);
        }
    }

    private void RepairSegments()
    {
        var verifier = new SegmentVerifier(files, layout);
        foreach (var info in _manifest.Refresh().Segments.Select(segment => segment.Value))
        {
            string file = $"{StoreLayout.SegmentFolderName}/{info.FileName}";
            if (verifier.FindFault(info, bytes => progress.Advance(file, bytes)) is not { } fault) continue;
            string? copy = _damaged.Keep(layout.Segment(info.FileName));
            var salvaged = new SegmentSalvage(files, layout).Run(info, string.Create(CultureInfo.InvariantCulture, $"{_writer:N}-{++_lastNumber:D6}-salvaged{StoreLayout.SegmentExtension}"));
            string text = $"The segment was damaged ({fault}). It held {SegmentVerifier.Describe(info)}; {Tell(salvaged)}{(copy is null ? "." : $"; a copy is in {copy}.")}";
            var results = salvaged.Segment is { } segment ? (SegmentInfo[])[segment] : [];
            Edit(
                new StoreNotice(file, 0, text), [.. info.Runs.Select(run => run.Run).Distinct()],
                now => now.Segments.Any(known => known.Value.FileName == info.FileName) ? [new ManifestItem.SegmentsReplaced([info.FileName], results)] : []);
        }
    }

    private static string Tell(SegmentSalvage.Outcome salvaged)
    {
        if (salvaged.Segment is null) return "all of it is lost";
        if (salvaged.LostRows > 0) return $"{salvaged.LostRows} rows are lost";
        return salvaged.LostColumns.IsEmpty ? "all of it was intact" : $"cells of {string.Join(", ", salvaged.LostColumns)} are lost";
    }

    private void RepairCheckpoints()
    {
        // What is published after this counts on pages that are not looked at.
        using var pin = EpochPin.Take(files, layout, _manifest);
        var contents = new SnapshotBuilder(files, layout, _manifest).Build(pin);
        DropBroken(contents, RepairPacks());
    }

    /// <summary>Repairs the packs that are complete, and gives the good pages of all.</summary>
    private HashSet<PageHash> RepairPacks()
    {
        var verifier = new PackVerifier(files, layout);
        var view = _manifest.Refresh();
        var complete = PackId.ParseAll(view.Packs).ToHashSet();
        var good = new HashSet<PageHash>();
        foreach (var id in PackFolder.Unnamed(files, layout, view).Concat(complete))
        {
            string file = $"{StoreLayout.PageFolderName}/{id.FileName}";
            var outcome = verifier.Check(id, bytes => progress.Advance(file, bytes));
            good.UnionWith(outcome.Good.Select(page => page.Page.Hash));
            if (!complete.Contains(id)) continue;
            if (outcome.Faults.Count > 0) Replace(id, outcome);
            else if (outcome.IndexFault is { } fault) WriteIndex(id, outcome.Good, fault);
        }

        return good;
    }

    private void WriteIndex(PackId id, IReadOnlyList<PageEntry> pages, string fault)
    {
        long packBytes;
        using (var file = files.OpenForReading(layout.Pack(id.FileName))) packBytes = file.Length;
        PackIndex.Write(files, layout, id, packBytes, pages);
        files.FlushFolder(layout.PageFolder);
        _actions.Add(new RepairAction($"pages/{id.IndexName}", $"The index was written anew from its pack: {fault}.", []));
    }

    /// <summary>Writes the good pages of a damaged pack into a new one.</summary>
    private void Replace(PackId damaged, PackVerifier.Outcome outcome)
    {
        ImmutableArray<string> copies = [.. outcome.Faults.Select(fault => KeepFrom(damaged, fault.Offset, outcome.Good)).OfType<string>()];
        using var pages = new PageReader(files, layout);
        using var copier = new PackCopier(files, layout, pages);
        var results = Copy(outcome.Good, copier).Select(id => id.FileName).ToImmutableArray();
        string left = outcome.Good.Count > 0 ? $"{outcome.Good.Count} of its pages were intact, and are in a new one" : "none of its pages was intact";
        string text = $"The pack was damaged ({outcome.Faults[0].Problem}): {left}.{(copies.IsEmpty ? "" : $" What was not is in {string.Join(", ", copies)}.")}";
        Edit(
            new StoreNotice($"pages/{damaged.FileName}", outcome.Faults[0].Offset, text), [],
            now => now.Packs.Contains(damaged.FileName) ? [new ManifestItem.PacksReplaced([damaged.FileName], results)] : []);
        copier.Finish();
        files.Delete(layout.Pack(damaged.IndexName));
    }

    /// <summary>Keeps a copy of what stands between a fault and the next good page.</summary>
    private string? KeepFrom(PackId damaged, long offset, IReadOnlyList<PageEntry> good)
    {
        long end = good.Where(page => page.Offset > offset).Select(page => page.Offset).DefaultIfEmpty(long.MaxValue).Min();
        return _damaged.Keep(layout.Pack(damaged.FileName), offset, end == long.MaxValue ? null : end - offset);
    }

    private IReadOnlyList<PackId> Copy(IReadOnlyList<PageEntry> good, PackCopier copier)
    {
        progress.Expect(good.Sum(entry => entry.Page.FrameBytes));
        foreach (var entry in good)
        {
            if (!copier.Holds(entry.Page.Hash)) copier.TryCopy(entry.Page.Hash);
            progress.Advance(StoreLayout.PageFolderName, entry.Page.FrameBytes);
        }

        return copier.Complete();
    }

    private void DropBroken(SnapshotContents contents, HashSet<PageHash> good)
    {
        using var pages = new PageReader(files, layout);
        var verifier = new CheckpointVerifier(pages, good);
        foreach (var run in contents.ReadIntactCheckpoints().Where(IsBroken).GroupBy(checkpoint => checkpoint.Run).ToList())
        {
            var broken = run.Select(CheckpointId.Of).ToImmutableArray();
            string text = $"Pages of checkpoints of the run {run.Key} are lost, and {broken.Length} were dropped. What a replay needs of them is computed again.";
            Edit(new StoreNotice("pages", 0, text), [run.Key], _ => [new ManifestItem.CheckpointsDropped(run.Key, broken)]);
        }

        bool IsBroken(CheckpointInfo checkpoint)
        {
            progress.Advance(StoreLayout.PageFolderName, 0);
            return verifier.FindFault(checkpoint) is not null;
        }
    }

    private long BytesOf(string folder, string extension) =>
        files.ListTree(folder).Where(file => file.Path.EndsWith(extension, StringComparison.Ordinal)).Sum(file => file.Bytes);

    /// <summary>One edit with the notice that tells of it, unless somebody was faster.</summary>
    private void Edit(StoreNotice notice, ImmutableArray<RunKey> runs, Func<CatalogView, IReadOnlyList<ManifestItem>> decide)
    {
        _manifest.Append(now => decide(now) is { Count: > 0 } items ? [.. items, new ManifestItem.Noticed(notice)] : []);
        _actions.Add(new RepairAction(notice.File, notice.Text, runs));
    }
}
