using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;
using FlorDb.Storage.Summaries;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Turns the WAL files of one writer into segments. Whoever calls it holds that writer's lock. The manifest edit is the moment at which it
/// happens: a crash before leaves files that nobody knows, which are written over; a crash after leaves WAL files that nobody reads.
/// </summary>
internal sealed class Sealer(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    /// <summary>Seals all files of a writer up to one.</summary>
    /// <param name="last">The last file to seal.</param>
    /// <param name="writer">Whether the writer goes on: then what is open is carried over, and otherwise it is over.</param>
    /// <exception cref="StoreException">A file of a writer at work is damaged; nothing was changed.</exception>
    /// <exception cref="IOException">The disk is full or fails; nothing was changed.</exception>
    public void Seal(WalId last, WriterState writer)
    {
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.SealActivity)?.AddTag("flordb.wal", last.FileName);
        long start = Stopwatch.GetTimestamp();
        var catalog = manifest.Refresh();
        if (!catalog.IsRetired(last)) Seal(catalog, last, writer);
        Clean(last);
        StoreInstruments.Seals.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Seal(CatalogView catalog, WalId last, WriterState writer)
    {
        using var wals = OpenWals.Open(files, layout, last);
        var log = WriterLog.TryRead(files, layout, catalog, wals, last.Writer)
            ?? throw new StoreException($"{layout.Relative(layout.Carry(catalog.CarryOf(last.Writer)!.Last))} is missing: what was open in its runs can't be sealed.");
        if (writer == WriterState.AtWork && log.Notices is [var notice, ..])
            throw new StoreException($"{notice.File} can't be sealed. {notice.Text}");
        var plan = new SealPlan(log.Images, writer, catalog);
        var items = new List<ManifestItem>();
        items.AddRange(WriteSegments(last, plan).Select(segment => new ManifestItem.SegmentAdded(segment)));
        items.AddRange(plan.Ended());
        items.AddRange(log.Notices.Select(found => new ManifestItem.Noticed(found)));
        var carry = writer == WriterState.AtWork ? CarryFile.Encode(last, log.Images) : [];
        if (!carry.IsEmpty) AtomicFile.Write(files, layout.Carry(last), carry);
        items.Add(new ManifestItem.WalRetired(last, carry.Length));
        SetAside(log.Damaged);
        manifest.Append(now => now.IsRetired(last) ? [] : items);
    }

    private List<SegmentInfo> WriteSegments(WalId last, SealPlan plan)
    {
        var segments = new List<SegmentInfo>();
        var summaries = new List<CellSummary>();
        foreach (var (path, rows) in plan.Tables())
        {
            var table = LoopTableEncoder.Lay(path, rows, plan.StateOf).Build();
            var names = LoopTable.Merge(rows.SelectMany(part => part.Block.LoggedNames));
            ImmutableArray<RunRows> runs = [.. rows.Select(part => part.Describe())];
            var sums = WorkAhead.Begin(() => new SummaryBuilder(path).Add(table.Batches, runs).Summaries.ToList());
            Write($"{segments.Count:D3}", SegmentKind.Loop, path, table, names, runs);
            summaries.AddRange(sums.Value);
        }

        if (plan.LoopEnds() is { Count: > 0 } ends) WriteSystem("loopends", SegmentKind.LoopEnds, SystemTables.LoopEnds(ends));
        if (plan.Checkpoints() is { Count: > 0 } checkpoints) WriteSystem("checkpoints", SegmentKind.Checkpoints, SystemTables.Checkpoints(checkpoints));
        if (plan.Replays() is { Count: > 0 } replays) WriteSystem("replays", SegmentKind.Replays, SystemTables.Replays(replays));
        if (summaries.Count > 0) WriteSystem("summaries", SegmentKind.Summaries, SummaryTable.Encode(summaries));
        if (segments.Count > 0) files.FlushFolder(layout.SegmentFolder);
        return segments;

        void WriteSystem(string name, SegmentKind kind, ArrowTable table) => Write(name, kind, LoopPath.Root, table, [], []);

        void Write(string name, SegmentKind kind, LoopPath path, ArrowTable table, ImmutableArray<LoggedName> names, ImmutableArray<RunRows> runs) =>
            segments.Add(SegmentFile.Write(files, layout, $"{last.Stem}-{name}{StoreLayout.SegmentExtension}", kind, path, table, names, runs));
    }

    /// <summary>Keeps a copy of files with records that could not be used: somebody may want to look at them.</summary>
    private void SetAside(IReadOnlyList<WalId> damaged)
    {
        if (damaged.Count == 0) return;
        files.CreateFolder(layout.DamagedFolder);
        foreach (var id in damaged)
        {
            using var wal = OpenWal.TryOpen(files, layout.Wal(id), id);
            if (wal is not null) AtomicFile.Write(files, Path.Combine(layout.DamagedFolder, id.FileName), wal.Bytes);
        }
    }

    private void Clean(WalId last)
    {
        var catalog = manifest.Refresh();
        foreach (var id in OpenWals.List(files, layout))
        {
            if (id.Writer != last.Writer || !catalog.IsRetired(id)) continue;
            files.Delete(layout.Wal(id));
        }

        string? current = catalog.CarryOf(last.Writer)?.Last.CarryName;
        foreach (string name in files.List(layout.WalFolder))
            if (name.StartsWith($"{last.Writer:N}-", StringComparison.Ordinal) && name.Contains(".carry", StringComparison.Ordinal) && name != current)
                files.Delete(Path.Combine(layout.WalFolder, name));
    }
}
