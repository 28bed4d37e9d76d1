using FlorDb.Cli.Hosting;
using FlorDb.Cli.Rendering;
using FlorDb.Query;
using FlorDb.Query.Hindsight;

namespace FlorDb.Cli.Replaying;

/// <summary>Answers statements and talks about it on standard error: the plan of a replay, its progress, what was replayed, what was refused.</summary>
/// <param name="engine">The engine.</param>
/// <param name="terminal">The surroundings.</param>
/// <param name="asks">Whether a person is asked before a long replay.</param>
internal sealed class QueryRunner(FlorQlEngine engine, Terminal terminal, bool asks)
{
    /// <summary>A replay that is expected to take longer is asked about.</summary>
    private static readonly TimeSpan LongReplay = TimeSpan.FromSeconds(30);

    /// <summary>Answers a statement.</summary>
    public async Task<QueryResult> RunAsync(string text, CancellationToken cancellation)
    {
        try
        {
            var display = new ReplayDisplay(terminal);
            await using (display.ConfigureAwait(false))
                return await engine.QueryAsync(text, display, plan => Begin(plan, display), cancellation).ConfigureAwait(false);
        }
        catch (ReplayCancelledException cancelled) when (cancelled.Outcome is not null)
        {
            OutcomePrinter.Print(cancelled.Outcome, terminal.ErrorPen(), TalkStyle());
            throw;
        }
    }

    /// <summary>Tells what the reader of an answer should know of how it came about: before its rows.</summary>
    public void TellBefore(QueryResult result)
    {
        if (result.Replay is null) return;
        var pen = terminal.ErrorPen();
        OutcomePrinter.Print(result.Replay, pen, TalkStyle());
        pen.Line().Flush();
    }

    /// <summary>Tells what was refused and what is to be noticed: after the rows.</summary>
    public void TellAfter(QueryResult result)
    {
        var pen = terminal.ErrorPen();
        PlanPrinter.PrintRefusals(result.Refusals, pen);
        NoticePrinter.Print(pen, result.Notices);
    }

    private TableStyle TalkStyle() => new(terminal.ErrorWidth, Expansion.Off);

    private bool Begin(IReplayPlan plan, ReplayDisplay display)
    {
        PlanPrinter.Print(plan, terminal.ErrorPen(), TalkStyle());
        if (asks && plan.Estimate > LongReplay && !Confirmation.Ask(terminal, $"This takes about {Count.Of(plan.Estimate)}. Replay?"))
        {
            terminal.ErrorPen().Line("Not replayed: the answer shows what is there.", Ink.Warning).Flush();
            return false;
        }

        display.Begin(plan.Estimate);
        return true;
    }
}
