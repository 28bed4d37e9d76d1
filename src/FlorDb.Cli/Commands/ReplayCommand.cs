using System.CommandLine;
using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Replaying;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Commands;

/// <summary><c>flor replay NAME...</c>: fills the missing cells of some names.</summary>
internal sealed class ReplayCommand : StoreCommand
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "What to fill: names as the newest source logs them.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _where = new("--where") { Description = "Only where this FlorQL condition may hold: \"lr > 0.001 AND epoch >= 5\".", HelpName = "CONDITION" };
    private readonly Option<string?> _on = new("--on") { Description = "The workers: \"2 CPUS\", \"4 GPUS\", \"4 GPUS USING SLURM\". One CPU if nothing is said.", HelpName = "WORKERS" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask before a long replay." };
    private readonly Option<bool> _showPatch = new("--show-patch") { Description = "Print what is put into each version, as a diff, and replay nothing." };

    /// <summary>Makes the command.</summary>
    public ReplayCommand(Terminal terminal, Option<string?> store)
        : base("replay", "Fill missing cells: put the newest log statements into past versions and execute what they need.", terminal, store)
    {
        Arguments.Add(_names);
        foreach (var option in (Option[])[_where, _on, _yes, _showPatch]) Options.Add(option);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult line, FlorStore store, CancellationToken cancellation)
    {
        var text = Query(line.GetRequiredValue(_names), line.GetValue(_where), line.GetValue(_on));
        using var hindsight = new RepositoryHindsight(store, Terminal);
        var engine = new FlorQlEngine(store, hindsight);
        try
        {
            return line.GetValue(_showPatch) ? await ShowPatchesAsync(engine, text, cancellation).ConfigureAwait(false)
                : await ReplayAsync(engine, text, asks: !line.GetValue(_yes), cancellation).ConfigureAwait(false);
        }
        catch (FlorQlException wrong)
        {
            return Failures.Show(wrong, Terminal, text);
        }
    }

    /// <summary>The same as a query.</summary>
    private static string Query(string[] names, string? where, string? workers)
    {
        var columns = names.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"").ToList();
        var missing = string.Join(" OR ", columns.Select(column => $"{column} IS NULL"));
        return $"SELECT runid, {string.Join(", ", columns)} FROM runs WHERE ({missing}){(where is null ? "" : $" AND ({where})")} REPLAY{(workers is null ? "" : $" ON {workers}")}";
    }

    private async Task<int> ReplayAsync(FlorQlEngine engine, string text, bool asks, CancellationToken cancellation)
    {
        var runner = new QueryRunner(engine, Terminal, asks);
        var result = await runner.RunAsync(text, cancellation).ConfigureAwait(false);
        runner.TellBefore(result);
        runner.TellAfter(result);
        if (result.Replay is null && result.Refusals.IsEmpty) Terminal.ErrorPen().Line("No cell is missing.").Flush();
        return result.Refusals.IsEmpty && (result.Replay?.Runs.All(run => run.Verified) ?? true) ? ExitCode.Fine : ExitCode.Failed;
    }

    private async Task<int> ShowPatchesAsync(FlorQlEngine engine, string text, CancellationToken cancellation)
    {
        var pen = Terminal.OutputPen();
        var result = await engine.QueryAsync(text, null, Show, cancellation).ConfigureAwait(false);
        PlanPrinter.PrintRefusals(result.Refusals, Terminal.ErrorPen());
        Terminal.ErrorPen().Flush();
        return result.Refusals.IsEmpty ? ExitCode.Fine : ExitCode.Failed;

        bool Show(IReplayPlan plan)
        {
            foreach (var patch in plan.ReadPatches())
            {
                pen.Line($"version {patch.VersionId}: {string.Join(", ", patch.Names.Select(DisplayText.Visible))}", Ink.Bold);
                pen.Line(patch.Text.Length > 0 ? patch.Text.TrimEnd('\n') : "(logs this by itself)");
            }

            pen.Flush();
            return false;
        }
    }
}
