using System.CommandLine;
using System.Globalization;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Housekeeping;
using FlorDb.Cli.Rendering;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor gc</c>: frees what nothing uses any more, and merges small segments.</summary>
internal sealed class CollectCommand : StoreCommand
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(10);

    private readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Only show which checkpoint pages would be freed." };
    private readonly Option<bool> _all = new("--all") { Description = "Free everything that is unused, also where that means to copy much for little." };

    /// <summary>Makes the command.</summary>
    public CollectCommand(Terminal terminal, Option<string?> store)
        : base("gc", "Free the space of deleted runs and of checkpoint pages that nothing uses, and merge small segments. Trainings may go on meanwhile.", terminal, store)
    {
        Options.Add(_dryRun);
        Options.Add(_all);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var isDry = line.GetValue(_dryRun);
        CompactionReport? compaction;
        CollectionReport collection;
        var display = new WorkDisplay(Terminal);
        await using (display.ConfigureAwait(false))
        {
            display.Report("merging segments", 0, 0);
            compaction = isDry ? null : store.Compact(cancellation: cancellation);
            collection = store.CollectGarbage(Choices(line, isDry, display), cancellation);
        }

        var report = new CollectionPrinter(Terminal);
        if (compaction is not null) report.Print(compaction);
        return report.Print(collection, isDry);
    }

    private CollectionOptions Choices(ParseResult line, bool isDry, WorkDisplay display)
    {
        var options = new CollectionOptions
        {
            DryRun = isDry,
            Wait = isDry ? TimeSpan.Zero : DefaultWait,
            Progress = new CollectionTalk(display),
        };
        return line.GetValue(_all) ? options with { MinimumDeadShare = 0 } : options;
    }

    private sealed class CollectionTalk(WorkDisplay display) : IProgress<CollectionProgress>
    {
        public void Report(CollectionProgress value) => display.Report(Text(value), value.Done, value.Total);

        private static string Text(CollectionProgress value) => value.Phase switch
        {
            CollectionPhase.Marking => string.Create(CultureInfo.InvariantCulture, $"looking at checkpoint {value.Done:N0} of {value.Total:N0}"),
            CollectionPhase.Waiting => "waiting for those who may count on old pages",
            _ => $"copying pages in use: {Count.Bytes(value.Done)} of {Count.Bytes(value.Total)}",
        };
    }
}
