using System.Collections.Immutable;
using FlorDb.Cli.Rendering;
using FlorDb.Cli.Replaying;
using FlorDb.Cli.Tests.Support;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Replaying;

public sealed class ReplayTextTests
{
    private static readonly RunInfo First = FakeReplay.Run("firstRun", 1);
    private static readonly RunInfo Smaller = FakeReplay.Run("smallerModel", 2);

    [Fact]
    public void A_plan_is_a_sentence_and_a_table() => Assert.Equal(
        """
        Replay of 2 runs: 10 cells of cf_matrix, about 4.0 s
         runid        │ tstamp               │ vid      │ cells │ work  │ executes
        ──────────────┼──────────────────────┼──────────┼───────┼───────┼──────────────────────────
         firstRun     │ 2026-11-21 08:49:01Z │ 11111111 │     5 │ 2.0 s │ epoch 0..4, without step
         smallerModel │ 2026-11-21 08:49:02Z │ 22222222 │     5 │ 2.0 s │ epoch 0..4, without step
        1 run can't be replayed; the reasons stand below the answer.


        """.ReplaceLineEndings("\n"),
        Printed(pen => PlanPrinter.Print(
            new FakePlan(
                [FakeReplay.Planned(First), FakeReplay.Planned(Smaller)], [new RefusedReplay(First, ["x"], "no.")], TimeSpan.FromSeconds(4)),
            pen, new TableStyle(null))));

    [Fact]
    public void A_plan_names_what_each_run_fills_where_they_differ()
    {
        var other = FakeReplay.Planned(Smaller) with { Names = ["f1"] };
        var text = Printed(pen => PlanPrinter.Print(new FakePlan([FakeReplay.Planned(First), other], [], TimeSpan.FromSeconds(4)), pen, new TableStyle(null)));
        Assert.Contains("epoch 0..4, without step │ cf_matrix\n", text, StringComparison.Ordinal);
        Assert.Contains("epoch 0..4, without step │ f1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_for_a_cluster_says_so() => Assert.Equal(
        "Replay of 1 run: 5 cells of cf_matrix by Slurm (1 task, at most 4 at once, each with a share of CPUs; time in the queue not counted), about 2.0 s",
        PlanPrinter.Summary(new FakePlan([FakeReplay.Planned(First)], [], TimeSpan.FromSeconds(2)) { Workers = new WorkerPool(WorkerKind.Cpu, 4, WorkerLauncher.Slurm) }));

    [Fact]
    public void A_refusal_names_the_run_and_the_reason() => Assert.Equal(
        "not replayed: firstRun (11111111, cf_matrix): the method Evaluate is gone.\n",
        Printed(pen => PlanPrinter.PrintRefusals([new RefusedReplay(First, ["cf_matrix"], "the method Evaluate is gone.")], pen)));

    [Fact]
    public void An_outcome_is_the_replayed_runs_and_what_was_verified() => Assert.Equal(
        """
        Replayed
         projid │ runid        │ tstamp               │ vid      │ seconds
        ────────┼──────────────┼──────────────────────┼──────────┼─────────
         digits │ firstRun     │ 2026-11-21 08:49:01Z │ 11111111 │    1.25
         digits │ smallerModel │ 2026-11-21 08:49:02Z │ 22222222 │     2.5
        10 cells filled. All 1,200 values that were logged again are bit-identical to the record.

        """.ReplaceLineEndings("\n"),
        Outcome(new ReplayedRun(First, 1.25, 5, 600, 0, null), new ReplayedRun(Smaller, 2.5, 5, 600, 0, null)));

    [Fact]
    public void A_run_that_diverged_or_failed_is_a_warning()
    {
        var text = Outcome(new ReplayedRun(First, 1, 5, 600, 3, "loss in epoch 2 differs"), new ReplayedRun(Smaller, 1, 0, 0, 0, "the build failed"));
        Assert.Contains("3 values of 600 values that were logged again differ from the record.", text, StringComparison.Ordinal);
        Assert.Contains(
            "warning: firstRun (11111111) diverged from its record, so its new cells are marked unverified: loss in epoch 2 differs\n",
            text, StringComparison.Ordinal);
        Assert.Contains("warning: smallerModel (22222222) was not replayed to its end: the build failed\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_replay_says_that_finished_cells_stay() => Assert.Contains(
        "The replay was interrupted. Cells that were finished stay filled; the same query goes on from there.",
        Printed(pen => OutcomePrinter.Print(new ReplayOutcome([new ReplayedRun(First, 1, 2, 10, 0, null)], true), pen, new TableStyle(80))),
        StringComparison.Ordinal);

    [Fact]
    public void The_picture_has_a_line_per_run_and_a_bar()
    {
        var view = new ReplayBoardView(
            [Step(First, ReplayPhase.Finished, "5 cells"), Step(Smaller, ReplayPhase.Running, "epoch 3")], "", 0.62, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(8));
        Assert.Equal(
            """
              firstRun              finished  5 cells
              smallerModel          running   epoch 3
              ━━━━━━━━━━━━━━━━━━────────────  62 %  0:12 gone, about 0:08 left
            """.ReplaceLineEndings("\n"),
            Drawn(view));
    }

    [Fact]
    public void The_picture_of_many_runs_shows_those_at_work()
    {
        var steps = Enumerable.Range(1, 9).Select(number => Step(FakeReplay.Run($"run{number}", number), number < 4 ? ReplayPhase.Finished : ReplayPhase.Running, ""));
        var text = Drawn(new ReplayBoardView([.. steps], "", 0.1, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Contains("run9", text, StringComparison.Ordinal);
        Assert.DoesNotContain("run3", text, StringComparison.Ordinal);
        Assert.Contains("and 1 run more", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_board_keeps_the_last_step_of_each_run_and_never_goes_back()
    {
        var board = new ReplayBoard(TimeProvider.System, TimeSpan.FromSeconds(10));
        board.Report(new ReplayProgress(First, ReplayPhase.Building, 0.2, "builds"));
        board.Report(new ReplayProgress(Smaller, ReplayPhase.Building, 0.5, "builds"));
        board.Report(new ReplayProgress(First, ReplayPhase.Running, 0.4, "epoch 1"));
        var view = board.Look();
        Assert.Equal(0.5, view.Done);
        Assert.Equal(["epoch 1", "builds"], view.Runs.Select(step => step.Text));
    }

    [Fact]
    public async Task Without_a_terminal_each_step_is_a_line()
    {
        var terminal = new TestTerminal(Path.GetTempPath());
        var display = new ReplayDisplay(terminal.Terminal);
        await using (display)
        {
            display.Begin(TimeSpan.FromSeconds(1));
            display.Report(new ReplayProgress(First, ReplayPhase.Running, 0.1, "epoch 1"));
            display.Report(new ReplayProgress(First, ReplayPhase.Running, 0.2, "epoch 1"));
            display.Report(new ReplayProgress(First, ReplayPhase.Running, 0.5, "epoch 2"));
            display.Report(new ReplayProgress(First, ReplayPhase.Finished, 1, "5 cells"));
        }

        Assert.Equal(" 10 %  firstRun              running   epoch 1\n 50 %  firstRun              running   epoch 2\n100 %  firstRun              finished  5 cells\n", terminal.Error);
    }

    private static ReplayProgress Step(RunInfo run, ReplayPhase phase, string text) => new(run, phase, 0.5, text);

    private static string Outcome(params ImmutableArray<ReplayedRun> runs) =>
        Printed(pen => OutcomePrinter.Print(new ReplayOutcome(runs, false), pen, new TableStyle(null)));

    private static string Drawn(ReplayBoardView view)
    {
        var terminal = new TestTerminal(Path.GetTempPath());
        terminal.Terminal.ErrorConsole().Write(ReplayScreen.Draw(view, 80));
        return string.Join('\n', terminal.Error.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
    }

    private static string Printed(Action<Pen> print)
    {
        using var writer = new StringWriter();
        var pen = new Pen(writer, ansi: false);
        print(pen);
        pen.Flush();
        return writer.ToString();
    }
}
