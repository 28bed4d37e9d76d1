using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Verification;

/// <summary>
/// Reads every byte of every file of a store and compares it with what is known of it. Changes nothing, needs no right to write, and is not disturbed
/// by trainings that write meanwhile: it checks what there was when it began.
/// </summary>
internal sealed class StoreVerifier(VerificationContext context)
{
    private const string RepairRemedy = "\"flor repair\" sets it aside and keeps what is intact";
    private readonly IStoreFileSystem _files = context.Files;
    private readonly StoreLayout _layout = context.Layout;

    /// <exception cref="StoreException">The folder holds no store, or one of a later version.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public VerificationReport Run()
    {
        if (StoreFormat.IsDamaged(_files, _layout))
            context.Damage("format", 0, "which version the store has", "it is missing or damaged, so nobody can open the store", [], "\"flor repair\" writes it anew");
        var manifest = new Manifest(_files, _layout);
        using var pin = EpochPin.Take(_files, _layout, manifest);
        var contents = new SnapshotBuilder(_files, _layout, manifest).Build(pin);
        ExpectBytes(contents);
        CheckManifest(contents.Catalog);
        CheckLogs(contents);
        CheckSegments(contents.Catalog);
        CheckCheckpoints(contents, CheckPacks(contents.Catalog));

        // What was unknown when we began may be known by now. What a damaged manifest doesn't name is no leftover.
        if (manifest.Refresh() is { IsComplete: true } now) new LeftoverVerifier(context, now).Run();
        return context.Report;
    }

    private void ExpectBytes(SnapshotContents contents)
    {
        context.Expect(context.LengthOf(_layout.Manifest));
        context.Expect(contents.Catalog.Segments.Sum(segment => segment.Value.Bytes));
        context.Expect(PackFolder.List(_files, _layout).Sum(pack => context.LengthOf(_layout.Pack(pack.FileName))));
        context.Expect(contents.Logs.Sum(log => log.BytesRead));
    }

    private void CheckManifest(CatalogView catalog)
    {
        if (!catalog.IsComplete)
        {
            foreach (var notice in catalog.Notices.Where(notice => notice.File == ManifestReader.FileName))
                context.Damage(notice.File, notice.Offset, "which segments, runs and packs there are", notice.Text, [], "\"flor repair\" writes it anew, with all segments that it finds");
        }

        context.Finish("manifest", context.LengthOf(_layout.Manifest));
    }

    private void CheckLogs(SnapshotContents contents)
    {
        foreach (var log in contents.Logs)
        {
            foreach (var fault in log.Faults)
            {
                string remedy = log.IsLive ? "end the training that writes it, then open the store" : "opening the store seals what is intact and keeps a copy in damaged/";
                context.Damage(fault.File, fault.Offset, "records that are not in segments yet", fault.Text, log.Images.Values.Select(image => image.Key), remedy);
            }

            context.Finish("wal", log.BytesRead);
        }

        foreach (var notice in contents.LostCarries)
            context.Damage(notice.File, notice.Offset, "what was open in a run when its log was sealed", notice.Text, [], RepairRemedy);
    }

    private void CheckSegments(CatalogView catalog)
    {
        var verifier = new SegmentVerifier(_files, _layout);
        foreach (var segment in catalog.Segments.Select(segment => segment.Value))
        {
            string file = $"segments/{segment.FileName}";
            string? fault = verifier.FindFault(segment, bytes => context.Advance(file, bytes));
            if (fault is not null) context.Damage(file, 0, SegmentVerifier.Describe(segment), fault, segment.Runs.Select(run => run.Run), RepairRemedy);
            context.Finish(file, 0);
        }
    }

    /// <summary>Checks all packs, and gives the pages that are good. A pack that is still written may end in the middle of a page.</summary>
    private HashSet<PageHash> CheckPacks(CatalogView catalog)
    {
        var verifier = new PackVerifier(_files, _layout);
        var complete = PackId.ParseAll(catalog.Packs).ToHashSet();
        var good = new HashSet<PageHash>();
        foreach (var id in PackFolder.List(_files, _layout).Union(complete))
        {
            string file = $"pages/{id.FileName}";
            var outcome = verifier.Check(id, bytes => context.Advance(file, bytes));
            good.UnionWith(outcome.Good.Select(page => page.Page.Hash));
            context.Finish(file, 0);
            if (!complete.Contains(id)) continue;
            foreach (var (offset, problem) in outcome.Faults) context.Damage(file, offset, "checkpoint pages", problem, [], RepairRemedy);
            if (outcome.IndexFault is { } fault) context.Damage($"pages/{id.IndexName}", 0, "where pages stand", fault, [], "the pack is scanned instead; \"flor repair\" writes it anew");
        }

        return good;
    }

    private void CheckCheckpoints(SnapshotContents contents, HashSet<PageHash> good)
    {
        using var pages = new PageReader(_files, _layout);
        var verifier = new CheckpointVerifier(pages, good);
        foreach (var checkpoint in contents.ReadIntactCheckpoints())
        {
            context.Advance("pages", 0);
            if (verifier.FindFault(checkpoint) is not { } fault) continue;
            context.Damage("pages", 0, Describe(checkpoint.Position), fault, [checkpoint.Run], "\"flor repair\" drops the checkpoint; its epochs are computed again where a replay needs them");
        }
    }

    private static string Describe(CheckpointPosition position)
    {
        string place = position.Indices.IsEmpty ? $"{position.Path}" : $"{position.Path} [{string.Join(", ", position.Indices)}]";
        return position.Moment switch
        {
            CheckpointMoment.BeforeLoop => $"the checkpoint before {place}",
            CheckpointMoment.IterationEnd => $"the checkpoint at the end of {place}",
            _ => $"the checkpoint after {place}",
        };
    }
}
