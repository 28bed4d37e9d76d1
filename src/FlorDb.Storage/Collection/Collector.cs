using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Collection;

/// <summary>
/// Garbage collection of checkpoint pages by reachability, while others write. A writer may find a page in a pack and count on it just when the
/// collection finds that nothing uses it. So it goes in two steps: packs are condemned first, whereupon new checkpoints don't count on them any more;
/// when every checkpoint that was begun before is over, and so visible, it marks once more, and only then do they go. A crash or cancellation between
/// any two operations leaves a store that is whole, and the next collection goes on.
/// </summary>
internal sealed class Collector(IStoreFileSystem files, StoreLayout layout, Manifest manifest, CollectionOptions options, CancellationToken cancellation)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private readonly Reclaimer _reclaimer = new(files, layout, manifest);
    private readonly long _started = Stopwatch.GetTimestamp();

    private bool HasTime => Stopwatch.GetElapsedTime(_started) < options.Wait;

    /// <exception cref="StoreException">A checkpoint, a segment, a log or the manifest is damaged: what is in use can't be told.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public CollectionReport Run()
    {
        if (options.DryRun) return Dry();
        using var exclusive = files.TryLock(layout.CollectionLock);
        if (exclusive is null) return new CollectionReport([], IsAnotherAtWork: true, 0);
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.CollectActivity);
        var report = Collect();
        StoreInstruments.FreedBytes.Add(report.FreedBytes);
        StoreInstruments.Collections.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds);
        return report;
    }

    private CollectionReport Collect()
    {
        var first = MakePlan(_ => true);
        Condemn(first);
        var ready = AwaitWriters();
        if (ready.Count == 0) return new CollectionReport([.. first.Kept, .. first.Going.Select(Pending)], IsAnotherAtWork: false, 0);
        var second = MakePlan(id => ready.Contains(id.FileName));
        var damaged = Replace(second, ready);
        AwaitReaders(second);
        return Report(first, second, damaged);
    }

    private CollectionReport Dry()
    {
        var plan = MakePlan(_ => true);
        return new CollectionReport([.. plan.Reports], IsAnotherAtWork: false, 0);
    }

    /// <summary>Marks, and decides which packs are to go.</summary>
    private CollectionPlan MakePlan(Predicate<PackId> mayGo)
    {
        using var pin = EpochPin.Take(files, layout, manifest);
        using var pages = new PageReader(files, layout);
        var reached = Mark(new SnapshotBuilder(files, layout, manifest).Build(pin), pages);
        var packs = PackSurvey.Of(files, layout, PackId.ParseAll(manifest.Refresh().Packs), reached.Contains).Select(pack =>
        {
            cancellation.ThrowIfCancellationRequested();
            return pack;
        });
        return new CollectionPlan(packs, mayGo, options.MinimumDeadShare);
    }

    private IReadOnlySet<PageHash> Mark(SnapshotContents contents, PageReader pages)
    {
        contents.ThrowIfIncomplete();
        var checkpoints = contents.ReadCheckpoints().ToList();
        var reached = new Reachability(pages);
        for (int i = 0; i < checkpoints.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            options.Progress?.Report(new CollectionProgress(CollectionPhase.Marking, i, checkpoints.Count));
            reached.Add(checkpoints[i]);
        }

        return reached.Pages;
    }

    private void Condemn(CollectionPlan plan) => manifest.Append(now =>
        [.. plan.Going.Select(pack => pack.Id.FileName).Where(name => now.Packs.Contains(name) && !now.CondemnedPacks.ContainsKey(name))
            .Select(name => new ManifestItem.PackCondemned(name, now.Epoch + 1))]);

    /// <summary>Waits as long as it may for all who may count on condemned packs; returns those packs on which nobody does.</summary>
    private HashSet<string> AwaitWriters()
    {
        while (true)
        {
            long oldest = _reclaimer.OldestPinned();
            var condemned = manifest.Refresh().CondemnedPacks;
            var ready = condemned.Where(pack => pack.Value <= oldest).Select(pack => pack.Key).ToHashSet(StringComparer.Ordinal);
            if (ready.Count == condemned.Count || !HasTime) return ready;
            Pause();
        }
    }

    /// <summary>Writes what is in use of condemned packs anew, and puts the new packs in their place; returns the packs that must stay.</summary>
    private HashSet<PackId> Replace(CollectionPlan plan, HashSet<string> ready)
    {
        using var pages = new PageReader(files, layout);
        using var staying = new PageIndex(files, layout);
        var going = plan.Going.Select(pack => pack.Id).ToHashSet();
        staying.Update([.. PackId.ParseAll(manifest.Refresh().Packs).Where(id => !going.Contains(id))]);
        using var copier = new PackCopier(files, layout, pages);
        var damaged = Copy(plan, copier, staying);
        var results = copier.Complete();
        var inputs = going.Where(id => !damaged.Contains(id)).Select(id => id.FileName).ToImmutableArray();
        manifest.Append(now =>
        [
            .. ready.Where(name => now.CondemnedPacks.ContainsKey(name) && !inputs.Contains(name)).Select(name => new ManifestItem.PackSpared(name)),
            .. inputs.IsEmpty ? [] : new ManifestItem[] { new ManifestItem.PacksReplaced(inputs, [.. results.Select(id => id.FileName)]) },
        ]);
        copier.Finish();
        return damaged;
    }

    private HashSet<PackId> Copy(CollectionPlan plan, PackCopier copier, PageIndex staying)
    {
        var damaged = new HashSet<PackId>();
        long total = plan.Going.SelectMany(pack => pack.Copied).Sum(entry => entry.Page.FrameBytes);
        long done = 0;
        foreach (var pack in plan.Going)
        {
            foreach (var entry in pack.Copied)
            {
                cancellation.ThrowIfCancellationRequested();
                options.Progress?.Report(new CollectionProgress(CollectionPhase.Copying, done, total));
                // The others of a damaged pack are copied all the same: another pack may go because they are.
                if (!TryCopy(copier, entry.Page)) damaged.Add(pack.Id);
                done += entry.Page.FrameBytes;
            }
        }

        foreach (var pack in plan.Going)
        {
            // Where the other copy turns out to be damaged, this one is kept.
            foreach (var entry in pack.Elsewhere)
                if (!copier.Holds(entry.Page.Hash) && !IsGood(staying, entry.Page) && !TryCopy(copier, entry.Page)) damaged.Add(pack.Id);
        }

        return damaged;
    }

    private static bool TryCopy(PackCopier copier, PageHeader page)
    {
        if (!copier.TryCopy(page.Hash)) return false;
        StoreInstruments.CopiedBytes.Add(page.Length);
        return true;
    }

    private bool IsGood(PageIndex staying, PageHeader page)
    {
        cancellation.ThrowIfCancellationRequested();
        return staying.TryFind(page.Hash, out var location) && location.Entry.Page.Length == page.Length && PageContent.IsGood(location.Pack.File, location.Entry);
    }

    /// <summary>Deletes the replaced packs once nobody reads them, waiting as long as it may.</summary>
    private void AwaitReaders(CollectionPlan plan)
    {
        while (true)
        {
            _reclaimer.Run();
            if (UnreclaimedBytes(plan) == 0 || !HasTime) return;
            Pause();
        }
    }

    private long UnreclaimedBytes(CollectionPlan plan)
    {
        var removed = manifest.Refresh().Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return plan.Going.Where(pack => removed.Contains(pack.Report.File)).Sum(pack => pack.Report.Bytes);
    }

    private void Pause()
    {
        options.Progress?.Report(new CollectionProgress(CollectionPhase.Waiting, 0, 1));
        cancellation.WaitHandle.WaitOne(PollInterval);
        cancellation.ThrowIfCancellationRequested();
    }

    private static PackReport Pending(PlannedPack pack) => pack.Report with { Fate = PackFate.Condemned };

    private CollectionReport Report(CollectionPlan first, CollectionPlan second, HashSet<PackId> damaged)
    {
        var gone = second.Going.Select(pack => damaged.Contains(pack.Id) ? pack.Report with { Fate = PackFate.Damaged, FreedBytes = 0 } : pack.Report).ToList();
        var condemned = manifest.Refresh().CondemnedPacks;
        var pending = first.Going.Where(pack => condemned.ContainsKey(pack.Id.FileName)).Select(Pending).ToList();
        var told = gone.Concat(pending).Select(pack => pack.File).ToHashSet();
        return new CollectionReport([.. gone, .. pending, .. second.Kept.Where(pack => !told.Contains(pack.File))], IsAnotherAtWork: false, UnreclaimedBytes(second));
    }
}
