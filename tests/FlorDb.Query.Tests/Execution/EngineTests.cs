using FlorDb.Query.Tests.Support;
using static FlorDb.Query.Tests.Support.Values;

namespace FlorDb.Query.Tests.Execution;

public sealed class EngineTests : IDisposable
{
    private readonly TestStore _store = new();

    [Fact]
    public async Task Empty_store_has_no_rows_and_no_columns_of_its_own()
    {
        Assert.Empty((await _store.QueryAsync("SELECT * FROM runs")).Rows);
        Assert.Equal("0", ResultText.Rows(await _store.QueryAsync("SELECT count(*) FROM runs")));
        await Assert.ThrowsAsync<FlorQlException>(() => _store.QueryAsync("SELECT loss FROM runs"));
    }

    [Fact]
    public async Task Query_sees_a_training_in_progress()
    {
        using var run = _store.Begin("live");
        run.Argument("lr", V(0.5));
        var epoch = run.Enter("epoch", 0);
        run.Log("loss", V(1.5), run.Enter("step", 0, epoch));
        Assert.Equal("live running 0.5 0 0 1.5", ResultText.Rows(await _store.QueryAsync("SELECT runid, state, lr, epoch, step, loss FROM runs")));
    }

    [Fact]
    public async Task Cancelled_query_throws()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new FlorQlEngine(_store.Store).QueryAsync("SELECT count(*) FROM runs", cancellation: cancellation.Token));
    }

    [Fact]
    public async Task Logged_value_beats_an_argument_of_the_same_name_and_the_argument_stands_in()
    {
        var run = _store.Begin("scheduled");
        run.Argument("lr", V(0.5));
        run.Loop("epoch", 3, (epoch, inEpoch) =>
        {
            if (epoch > 0) run.Log("lr", V(0.5 / (epoch + 1)), inEpoch);
        });
        run.Finish();
        Assert.Equal("0 0.5; 1 0.25; 2 0.16666666666666666", ResultText.Rows(await _store.QueryAsync("SELECT epoch, lr FROM runs")));
    }

    [Fact]
    public async Task Outer_value_without_any_row_that_shows_it_gets_one()
    {
        var run = _store.Begin("means");
        run.Loop("epoch", 2, (epoch, inEpoch) =>
        {
            run.Loop("step", 1, (_, inStep) => run.Log("loss", V(1.0 + epoch), inStep), inEpoch);
            run.Log("loss", V(10.0 + epoch), inEpoch);
        });
        run.Log("loss", V(100.0)).Finish();
        Assert.Equal("0 0 1.0; 0 NULL 10.0; 1 0 2.0; 1 NULL 11.0; NULL NULL 100.0", ResultText.Rows(await _store.QueryAsync("SELECT epoch, step, loss FROM runs")));
        Assert.Equal("2.0", ResultText.Rows(await _store.QueryAsync("SELECT max(loss) FROM runs WHERE step IS NOT NULL")));
    }

    [Fact]
    public async Task Loop_that_yields_numbers_in_one_run_and_texts_in_another_can_be_asked_for_both()
    {
        _store.Begin("numbers").Loop("fold", 3, (_, _) => { }).Finish();
        _store.Begin("texts").Loop("fold", 2, (_, _) => { }, value: fold => V(fold == 0 ? "left" : "right")).Finish();
        Assert.Equal("texts left", ResultText.Rows(await _store.QueryAsync("SELECT runid, fold FROM runs WHERE fold = 'left'")));
        Assert.Equal("numbers 1", ResultText.Rows(await _store.QueryAsync("SELECT runid, fold FROM runs WHERE fold = 1")));
        Assert.Equal("numbers 2", ResultText.Rows(await _store.QueryAsync("SELECT runid, fold FROM runs WHERE fold = '2'")));
        Assert.Equal("0; 1; 2; left; right", ResultText.Rows(await _store.QueryAsync("SELECT fold FROM runs ORDER BY fold")));
        var error = await Assert.ThrowsAsync<FlorQlException>(() => _store.QueryAsync("SELECT fold FROM runs WHERE fold > 1"));
        Assert.Equal("VARCHAR and BIGINT values have no common order.", error.Problem);
    }

    [Fact]
    public async Task Limit_and_order_over_many_runs_keep_their_order()
    {
        for (var i = 0; i < 40; i++) _store.Begin($"run{i}").Argument("n", V(i % 4)).Finish();
        Assert.Equal("run3; run7; run11", ResultText.Rows(await _store.QueryAsync("SELECT runid FROM runs ORDER BY n DESC, tstamp LIMIT 3")));
    }

    public void Dispose() => _store.Dispose();
}
