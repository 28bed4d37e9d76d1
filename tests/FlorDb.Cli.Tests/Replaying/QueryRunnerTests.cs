using System.Collections.Immutable;
using FlorDb.Cli.Replaying;
using FlorDb.Cli.Tests.Support;
using FlorDb.Query;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Replaying;

public sealed class QueryRunnerTests : IDisposable
{
    private const string Replay = "SELECT runid, epoch, cf_matrix FROM runs WHERE cf_matrix IS NULL REPLAY ON 2 CPUS";
    private readonly SampleStore _sample = new();
    private readonly FlorStore _store;

    public QueryRunnerTests() => _store = FlorStore.Open(_sample.Folder);

    public void Dispose()
    {
        _store.Dispose();
        _sample.Dispose();
    }

    [Theory]
    [InlineData("n\n", 0)]
    [InlineData("\n", 0)]
    [InlineData("", 0)]
    [InlineData("yes\n", 1)]
    [InlineData("Y\n", 1)]
    public async Task A_long_replay_runs_only_when_a_person_says_yes(string answer, int executions)
    {
        var hindsight = new PausingHindsight(TimeSpan.FromSeconds(31));
        var terminal = _sample.Terminal(answer);
        await Runner(hindsight, terminal, asks: true).RunAsync(Replay, CancellationToken.None);
        Assert.Equal(executions, hindsight.Executions);
        Assert.Contains("This takes about 31 s. Replay? [y/N] ", terminal.Error, StringComparison.Ordinal);
        Assert.Equal(executions == 0, terminal.Error.Contains("Not replayed: the answer shows what is there.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task A_short_replay_or_a_script_is_not_asked_about(int seconds, bool asks)
    {
        var hindsight = new PausingHindsight(TimeSpan.FromSeconds(seconds));
        var terminal = _sample.Terminal("n\n");
        await Runner(hindsight, terminal, asks).RunAsync(Replay, CancellationToken.None);
        Assert.Equal(1, hindsight.Executions);
        Assert.DoesNotContain("[y/N]", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_progress_outcome_and_refusals_go_to_the_talk()
    {
        var hindsight = new PausingHindsight(TimeSpan.FromSeconds(2));
        var terminal = _sample.Terminal();
        var runner = Runner(hindsight, terminal, asks: false);
        var result = await runner.RunAsync(Replay, CancellationToken.None);
        runner.TellBefore(result);
        runner.TellAfter(result);
        string[] expected = ["Replay of 1 run: 5 cells of cf_matrix, about 2.0 s", "running   epoch 0", "Replayed", "1 cell filled.", "not replayed: smallerModel"];
        Assert.All(expected, text => Assert.Contains(text, terminal.Error, StringComparison.Ordinal));
        Assert.Equal("", terminal.Output);
    }

    [Fact]
    public async Task A_cancelled_replay_says_what_was_finished()
    {
        using var cancellation = new CancellationTokenSource();
        var hindsight = new PausingHindsight(TimeSpan.FromSeconds(2)) { Started = cancellation.Cancel };
        var terminal = _sample.Terminal();
        await Assert.ThrowsAsync<ReplayCancelledException>(() => Runner(hindsight, terminal, asks: false).RunAsync(Replay, cancellation.Token));
        Assert.Contains("The replay was interrupted. Cells that were finished stay filled", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("1 cell filled.", terminal.Error, StringComparison.Ordinal);
    }

    private QueryRunner Runner(IHindsight hindsight, TestTerminal terminal, bool asks) => new(new FlorQlEngine(_store, hindsight), terminal.Terminal, asks);

    /// <summary>Plans a replay of the first run that fills one cell, and counts how often it is executed.</summary>
    private sealed class PausingHindsight(TimeSpan estimate) : IHindsight
    {
        public int Executions { get; private set; }

        public Action Started { get; init; } = () => { };

        public IReadOnlyList<SourceColumn> SourceColumns(StoreSnapshot snapshot, CancellationToken cancellation) =>
            [new SourceColumn("cf_matrix", "src/Program.cs", LoopPath.Of("epoch"))];

        public IReplayPlan Plan(StoreSnapshot snapshot, ReplayRequest request, CancellationToken cancellation)
        {
            var inner = new FakePlan(
                [FakeReplay.Planned(snapshot.Runs[0])], [new RefusedReplay(snapshot.Runs[1], ["cf_matrix"], "it no longer compiles.")], estimate);
            return new CountingPlan(inner, this);
        }

        private sealed class CountingPlan(FakePlan plan, PausingHindsight owner) : IReplayPlan
        {
            public ImmutableArray<PlannedReplay> Replays => plan.Replays;

            public ImmutableArray<RefusedReplay> Refusals => plan.Refusals;

            public WorkerPool Workers => plan.Workers;

            public TimeSpan Estimate => plan.Estimate;

            public Task<ReplayOutcome> ExecuteAsync(IProgress<ReplayProgress> progress, CancellationToken cancellation)
            {
                owner.Executions++;
                progress.Report(new ReplayProgress(Replays[0].Run, ReplayPhase.Running, 0.5, "epoch 0"));
                owner.Started();
                return Task.FromResult(new ReplayOutcome([new ReplayedRun(Replays[0].Run, 1.5, 1, 4, 0, null)], cancellation.IsCancellationRequested));
            }
        }
    }
}
