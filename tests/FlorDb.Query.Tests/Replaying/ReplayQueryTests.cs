using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Tests.Support;
using FlorDb.Storage;
using static FlorDb.Query.Tests.Support.Values;

namespace FlorDb.Query.Tests.Replaying;

public sealed class ReplayQueryTests : IDisposable
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private static readonly LoopPath Step = LoopPath.Of("epoch", "step");
    private readonly TestStore _store = new();

    public ReplayQueryTests() => SampleRuns.Write(_store);

    [Fact]
    public async Task Missing_cells_are_filled_and_their_rows_stay_in_the_answer()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        var result = await _store.QueryAsync("SELECT runid, epoch, cf[1][1] AS a FROM runs WHERE cf IS NULL AND epoch IS NOT NULL REPLAY ON 2 CPUS", hindsight);
        Assert.Equal("beta 0 100; beta 1 101", ResultText.Rows(result));
        Assert.Equal("beta cf epoch [0] [1]", Describe(hindsight.Requests.Single()));
        Assert.Equal(new WorkerPool(WorkerKind.Cpu, 2), hindsight.Requests[0].Workers);
        Assert.Equal(2, Assert.Single(result.Replay!.Runs).CellsFilled);
    }

    [Fact]
    public async Task Name_that_only_a_source_logs_is_a_column_at_its_loop()
    {
        var hindsight = Hindsight(Source("grad", Step));
        Assert.Equal("6", ResultText.Rows(await _store.QueryAsync("SELECT count(*) FROM runs WHERE grad IS NULL AND runid = 'alpha'", hindsight)));
        var filled = await _store.QueryAsync("SELECT epoch, step, grad FROM runs WHERE runid = 'beta' AND grad >= 10 REPLAY", hindsight);
        Assert.Equal("1 0 10; 1 1 11", ResultText.Rows(filled));
        Assert.Equal("beta grad epoch/step [0,0] [0,1] [1,0] [1,1]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Rows_that_the_rest_of_the_condition_rules_out_are_not_replayed()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        await _store.QueryAsync("SELECT cf FROM runs WHERE accuracy > 0.5 AND cf[1][1] > 0 AND (runid = 'beta' OR lr > 0.05) REPLAY", hindsight);
        Assert.Equal("beta cf epoch [1]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Functions_of_a_missing_cell_are_unknown_too()
    {
        var hindsight = Hindsight(Source("grad", Epoch));
        await _store.QueryAsync("SELECT epoch FROM runs WHERE runid = 'beta' AND coalesce(grad, 0) > 50 REPLAY", hindsight);
        Assert.Equal("beta grad epoch [0] [1]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Is_not_null_speaks_of_the_moment_at_which_the_query_began()
    {
        var hindsight = Hindsight(Source("cf", Epoch), Source("grad", Epoch));
        var result = await _store.QueryAsync("SELECT runid, epoch, grad FROM runs WHERE cf IS NOT NULL AND grad IS NULL REPLAY", hindsight);
        Assert.Equal("alpha 0 0; alpha 1 1; alpha 2 2", ResultText.Rows(result));
        Assert.Equal("alpha grad epoch [0] [1] [2]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Filled_values_decide_which_rows_are_returned()
    {
        var hindsight = Hindsight(Source("grad", Epoch));
        Assert.Equal("alpha 2; alpha 1", ResultText.Rows(await _store.QueryAsync("SELECT runid, grad FROM runs WHERE grad > 0 AND runid = 'alpha' ORDER BY grad DESC REPLAY", hindsight)));
    }

    [Fact]
    public async Task Names_of_every_clause_are_requested_and_arguments_never()
    {
        var hindsight = Hindsight(Source("a", Epoch), Source("b", LoopPath.Root), Source("c", Epoch));
        await _store.QueryAsync("SELECT max(a), optimizer FROM runs WHERE runid = 'beta' GROUP BY b, optimizer ORDER BY sum(c) REPLAY", hindsight);
        Assert.Equal("beta a epoch [0] [1]; beta b  []; beta c epoch [0] [1]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Outer_name_is_requested_once_per_outer_iteration()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        await _store.QueryAsync("SELECT step, loss, cf FROM runs WHERE runid = 'beta' AND step = 1 REPLAY", hindsight);
        Assert.Equal("beta cf epoch [0] [1]", Describe(hindsight.Requests.Single()));
    }

    [Fact]
    public async Task Nothing_is_planned_when_nothing_is_missing()
    {
        var hindsight = Hindsight(Source("accuracy", Epoch));
        var result = await _store.QueryAsync("SELECT accuracy FROM runs WHERE runid = 'alpha' REPLAY", hindsight);
        Assert.Equal("0.5; 0.7; 0.9", ResultText.Rows(result));
        Assert.Empty(hindsight.Requests);
        Assert.Null(result.Replay);
    }

    [Fact]
    public async Task A_second_query_finds_the_cells_filled()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        const string Query = "SELECT runid, epoch FROM runs WHERE cf IS NULL AND epoch IS NOT NULL REPLAY";
        Assert.Equal("beta 0; beta 1", ResultText.Rows(await _store.QueryAsync(Query, hindsight)));
        Assert.Equal("", ResultText.Rows(await _store.QueryAsync(Query, hindsight)));
        Assert.Single(hindsight.Requests);
    }

    [Fact]
    public async Task Refused_runs_stay_null_and_are_reported()
    {
        var hindsight = new ScriptedHindsight(_store, Fill, Source("grad", Epoch)) { RefusedRuns = ["beta"] };
        var result = await _store.QueryAsync("SELECT runid, grad FROM runs WHERE epoch = 1 AND filename = 'train.cs' REPLAY", hindsight);
        Assert.Equal("alpha 1; beta NULL", ResultText.Rows(result));
        Assert.Equal("the method is gone", Assert.Single(result.Refusals).Reason);
    }

    [Fact]
    public async Task Cells_of_a_replay_that_diverged_are_given_with_a_notice()
    {
        var hindsight = new ScriptedHindsight(_store, Fill, Source("grad", Epoch)) { IsVerified = false };
        var result = await _store.QueryAsync("SELECT grad FROM runs WHERE runid = 'beta' REPLAY", hindsight);
        Assert.Equal("0; 1", ResultText.Rows(result));
        Assert.StartsWith("2 cells of this answer", Assert.Single(result.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_training_writes_meanwhile_does_not_show()
    {
        var running = _store.Begin("running");
        running.Log("accuracy", V(0.1), running.Enter("epoch", 0));
        var hindsight = new ScriptedHindsight(_store, Fill, Source("cf", Epoch)) { WhileRunning = () => running.Log("accuracy", V(0.2), running.Enter("epoch", 1)) };
        var result = await _store.QueryAsync("SELECT epoch, accuracy, cf[1][1] FROM runs WHERE runid = 'running' REPLAY", hindsight);
        Assert.Equal("0 0.1 100", ResultText.Rows(result));
        running.Finish();
    }

    [Fact]
    public async Task Declined_plan_runs_nothing()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        var shown = new List<IReplayPlan>();
        var engine = new FlorQlEngine(_store.Store, hindsight);
        var result = await engine.QueryAsync("SELECT cf FROM runs WHERE runid = 'beta' REPLAY", confirm: plan =>
        {
            shown.Add(plan);
            return false;
        });
        Assert.Equal("NULL; NULL", ResultText.Rows(result));
        Assert.Equal(2, Assert.Single(Assert.Single(shown).Replays).Cells);
        Assert.Null(result.Replay);
    }

    [Fact]
    public async Task Cancelled_replay_keeps_what_is_finished()
    {
        using var cancellation = new CancellationTokenSource();
        var hindsight = Hindsight(Source("cf", Epoch), Source("grad", Epoch));
        var progress = new Progress(_ => cancellation.Cancel());
        var engine = new FlorQlEngine(_store.Store, hindsight);
        var thrown = await Assert.ThrowsAsync<ReplayCancelledException>(
            () => engine.QueryAsync("SELECT cf, grad FROM runs WHERE runid = 'beta' REPLAY", progress, cancellation: cancellation.Token));
        Assert.True(thrown.Outcome!.Cancelled);
        Assert.Equal("2 0", ResultText.Rows(await _store.QueryAsync("SELECT count(cf), count(grad) FROM runs WHERE runid = 'beta'", hindsight)));
    }

    [Fact]
    public async Task Explain_shows_the_replay_and_runs_nothing()
    {
        var hindsight = new ScriptedHindsight(_store, Fill, Source("cf", Epoch)) { RefusedRuns = ["gamma"] };
        var result = await _store.QueryAsync("EXPLAIN SELECT cf FROM runs WHERE runid = 'beta' REPLAY", hindsight);
        Assert.Equal(
            """
            Project cf
              Scan runs; cf, runid; one row per iteration of epoch; runs with (runid = 'beta')
            Replay 1 run, about 1 min 30 s
              beta (version bbbbbbbb, train.cs): 2 cells of cf, about 5 s of work
                from checkpoint after epoch 0: epoch 1..2, about 4 s
            """,
            string.Join('\n', result.Rows.Select(row => row.Span[0].AsString())));
        Assert.Equal("0", ResultText.Rows(await _store.QueryAsync("SELECT count(cf) FROM runs WHERE runid = 'beta'")));
    }

    [Fact]
    public async Task Explain_says_who_runs_the_workers()
    {
        var hindsight = Hindsight(Source("cf", Epoch));
        var result = await _store.QueryAsync("EXPLAIN SELECT cf FROM runs WHERE runid = 'beta' REPLAY ON 4 GPUS USING SLURM", hindsight);
        Assert.Equal(new WorkerPool(WorkerKind.Gpu, 4, WorkerLauncher.Slurm), hindsight.Requests.Single().Workers);
        Assert.Contains(
            "Replay 1 run by Slurm (1 task, at most 4 at once, each with a GPU; time in the queue not counted), about 1 min 30 s",
            result.Rows.Select(row => row.Span[0].AsString()));
    }

    [Fact]
    public async Task Unknown_column_says_that_no_source_logs_it_either()
    {
        var error = await Assert.ThrowsAsync<FlorQlException>(() => _store.QueryAsync("SELECT cf_matrx FROM runs", Hindsight(Source("cf_matrix", Epoch))));
        Assert.Equal("No run has logged cf_matrx, and no program's newest source logs it.", error.Problem);
        Assert.Equal("Did you mean cf_matrix?", error.Hint);
    }

    [Fact]
    public async Task Replay_of_another_table_is_an_error()
    {
        var error = await Assert.ThrowsAsync<FlorQlException>(() => _store.QueryAsync("SELECT name FROM logs REPLAY", Hindsight()));
        Assert.Equal("REPLAY fills cells of the table runs, but this query is over logs.", error.Problem);
    }

    public void Dispose() => _store.Dispose();

    private static SourceColumn Source(string name, LoopPath path) => new(name, "train.cs", path);

    private static CellValue Fill(string name, ImmutableArray<long> indices) =>
        name == "cf" ? Matrix(1, 1, 100 + indices[^1]) : V(indices.Aggregate(0L, (sum, index) => (10 * sum) + index));

    private ScriptedHindsight Hindsight(params SourceColumn[] sources) => new(_store, Fill, sources);

    private string Describe(ReplayRequest request)
    {
        using var snapshot = _store.Store.TakeSnapshot();
        return string.Join("; ", request.Missing.Select(cells =>
        {
            var run = snapshot.Runs.Single(run => run.Key == cells.Run).Header.RunId;
            return $"{run} {cells.Name} {cells.Path} {string.Join(' ', cells.Iterations.Select(indices => $"[{string.Join(',', indices)}]"))}";
        }));
    }

    private sealed class Progress(Action<ReplayProgress> report) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => report(value);
    }
}
