using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Storage.Catalog;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>
/// Replaces many segments by few. A merged segment is durable before the manifest edit that puts it in the place of its inputs; a crash at any point
/// leaves the inputs or the result. Inputs go when no reader pins them any more. Whoever holds the lock is the only one who merges.
/// </summary>
internal sealed class Compactor(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    private const string NamePrefix = "merged-";
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Merges what is to be merged, once nobody else is at it.</summary>
    /// <inheritdoc cref="TryRun"/>
    public CompactionReport Run(CompactionOptions options, Action<CompactionReport> progress, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryRun(options, progress, cancellation) is { } done) return done;
            if (cancellation.WaitHandle.WaitOne(PollInterval)) cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Merges what is to be merged.</summary>
    /// <returns>What was done; null if somebody else is at it.</returns>
    /// <exception cref="IOException">The disk is full or fails; the store is as it was, or some merges further.</exception>
    /// <exception cref="StoreException">The manifest can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled between two batches.</exception>
    public CompactionReport? TryRun(CompactionOptions options, Action<CompactionReport> progress, CancellationToken cancellation)
    {
        using var exclusive = files.TryLock(layout.CompactionLock);
        if (exclusive is null) return null;
        var report = CompactionReport.Empty;
        var planner = new MergePlanner(options);
        var vacuum = options.LargestDeletedPart > 0 ? null : new SystemVacuum(files, layout);
        DeleteLeftovers();
        while (report.BytesAfter < options.WriteBytes && Next(planner, vacuum) is var (inputs, catalog))
        {
            cancellation.ThrowIfCancellationRequested();
            report = Merge(planner, inputs, catalog, options, report, cancellation);
            progress(report);
        }

        new Reclaimer(files, layout, manifest).Run();
        return report;
    }

    private (IReadOnlyList<SegmentInfo> Inputs, CatalogView Catalog)? Next(MergePlanner planner, SystemVacuum? vacuum)
    {
        var catalog = manifest.Refresh();
        if (planner.Next(catalog) is { } inputs) return (inputs, catalog);
        return vacuum?.Next(catalog) is { } segment ? ([segment], catalog) : null;
    }

    private CompactionReport Merge(
        MergePlanner planner, IReadOnlyList<SegmentInfo> inputs, CatalogView catalog, CompactionOptions options, CompactionReport report, CancellationToken cancellation)
    {
        using var activity = StoreTelemetry.Activities.StartActivity(StoreTelemetry.CompactActivity)?.AddTag("flordb.segments", inputs.Count);
        long start = Stopwatch.GetTimestamp();
        string name = $"{NamePrefix}{Guid.CreateVersion7():N}{StoreLayout.SegmentExtension}";
        using var merger = new SegmentMerger(files, layout, catalog.DeletedRuns, options.MemoryBytes, cancellation);
        ImmutableArray<SegmentInfo> results;
        try
        {
            results = merger.Merge(inputs, name);
        }
        catch (Exception failure) when (failure is StoreException or FormatException or InvalidDataException or InvalidOperationException)
        {
            // A segment that can't be read stays where it is, and its neighbours on either side are merged among themselves.
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            planner.Exclude(merger.Current!);
            return report with { Problems = [.. report.Problems, new StoreNotice($"segments/{merger.Current}", 0, failure.Message)] };
        }

        files.FlushFolder(layout.SegmentFolder);
        if (!Replace(inputs, results))
        {
            // Somebody has repaired one of them meanwhile, or a damaged manifest names it twice: there is nothing more to do with these.
            foreach (var input in inputs) planner.Exclude(input.FileName);
            return report;
        }

        var (read, written) = (inputs.Sum(input => input.Bytes), results.Sum(result => result.Bytes));
        StoreInstruments.CompactedSegments.Add(inputs.Count);
        StoreInstruments.CompactedBytes.Add(read);
        StoreInstruments.MergedBytes.Add(written);
        StoreInstruments.Merges.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        long rows = inputs.Sum(input => input.RowCount);
        long kept = results.Sum(result => result.RowCount);
        return report with
        {
            Merges = report.Merges + 1,
            SegmentsBefore = report.SegmentsBefore + inputs.Count,
            SegmentsAfter = report.SegmentsAfter + results.Length,
            BytesBefore = report.BytesBefore + read,
            BytesAfter = report.BytesAfter + written,
            Rows = report.Rows + kept,
            RowsRemoved = report.RowsRemoved + rows - kept,
        };
    }

    private bool Replace(IReadOnlyList<SegmentInfo> inputs, ImmutableArray<SegmentInfo> results)
    {
        var names = inputs.Select(input => input.FileName).ToHashSet(StringComparer.Ordinal);
        bool isReplaced = false;
        manifest.Append(now =>
        {
            isReplaced = now.Segments.Count(segment => names.Contains(segment.Value.FileName)) == names.Count;
            return isReplaced ? [new ManifestItem.SegmentsReplaced([.. names], results)] : [];
        });
        foreach (var result in isReplaced ? [] : results) files.Delete(layout.Segment(result.FileName));
        return isReplaced;
    }

    /// <summary>Deletes merged segments that a crash kept from getting into the manifest. Only the holder of the lock makes such files.</summary>
    private void DeleteLeftovers()
    {
        var catalog = manifest.Refresh();
        if (!catalog.IsComplete) return;
        var named = catalog.Segments.Select(segment => segment.Value.FileName)
            .Concat(catalog.Removed.Select(removed => Path.GetFileName(removed.Path))).ToHashSet(StringComparer.Ordinal);
        foreach (string name in files.List(layout.SegmentFolder))
            if (name.StartsWith(NamePrefix, StringComparison.Ordinal) && !named.Contains(name)) files.Delete(layout.Segment(name));
    }
}
