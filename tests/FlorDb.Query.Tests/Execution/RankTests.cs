using FlorDb.Query.Tests.Support;
using FlorDb.Storage;

namespace FlorDb.Query.Tests.Execution;

public sealed class RankTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Ranks_of_a_run_are_told_apart()
    {
        _store.Begin("alone").Log("loss", CellValue.Of(0.25)).Finish();
        Record("together", 2);
        Assert.Equal("alone NULL 0.25; together 0 0.0; together 1 1.0", await RowsAsync("SELECT runid, rank, loss FROM runs"));
        Assert.Equal("1.0", await RowsAsync("SELECT value FROM logs WHERE rank = 1 AND name = 'loss'"));
        Assert.Contains((await _store.QueryAsync("SELECT * FROM runs")).Columns, column => column.Name == "rank");
        Assert.Equal("2", await RowsAsync("SELECT count(*) FROM versions"));
    }

    [Fact]
    public async Task Program_that_logs_ranks_itself_goes_on_as_before()
    {
        _store.Begin("alone").Log("rank", CellValue.Of("first")).Finish();
        var alone = await _store.QueryAsync("SELECT rank FROM runs");
        Assert.Equal(("first", 0), (ResultText.Rows(alone), alone.Notices.Length));
        Record("together", 2);
        var beside = await _store.QueryAsync("SELECT rank, logged.rank AS own FROM runs");
        Assert.Equal("NULL first; 0 NULL; 1 NULL", ResultText.Rows(beside));
        Assert.Single(beside.Notices);
    }

    [Fact]
    public async Task Nobody_sees_ranks_where_there_are_none()
    {
        _store.Begin("alone").Log("loss", CellValue.Of(0.25)).Finish();
        Assert.DoesNotContain((await _store.QueryAsync("SELECT * FROM runs")).Columns, column => column.Name == "rank");
        Assert.Equal("NULL", await RowsAsync("SELECT rank FROM runs"));
    }

    private void Record(string runId, int ranks)
    {
        var start = new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero);
        RunHeader? lead = null;
        for (var rank = 0; rank < ranks; rank++)
        {
            var header = new RunHeader { Key = RunKey.Create(start), ProjectId = "digits", RunId = runId, Timestamp = start, VersionId = new string('0', 40), FileName = "train.cs" };
            header = lead is null ? lead = header.AsLead(ranks, "token") : header.AsFollower(lead, rank);
            new TestRun(_store.Store.BeginRun(header)).Log("loss", CellValue.Of((double)rank)).Finish();
        }
    }

    private async Task<string> RowsAsync(string query) => ResultText.Rows(await _store.QueryAsync(query));
}
