using FlorDb.Query.Tests.Support;
using FlorDb.Storage;
using static FlorDb.Query.Tests.Support.Values;

namespace FlorDb.Query.Tests.Execution;

/// <summary>What a cell is when a run was recorded, and replayed once or more.</summary>
public sealed class OverlayTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestStore _store = new();
    private readonly RunKey _run;

    public OverlayTests()
    {
        var run = _store.Begin("old");
        _run = run.Key;
        run.Loop("epoch", 3, (epoch, inEpoch) => run.Log("accuracy", V(epoch / 10.0), inEpoch)).Finish();
    }

    [Fact]
    public async Task Replayed_cell_fills_its_iteration_and_makes_no_row_of_its_own()
    {
        Replay(Day, verified: true, (1, "cf", V(5)));
        Assert.Equal("0 0.0 NULL; 1 0.1 5; 2 0.2 NULL", await Rows("SELECT epoch, accuracy, cf FROM runs"));
    }

    [Fact]
    public async Task Recorded_cell_wins_over_a_replayed_one()
    {
        Replay(Day, verified: true, (1, "accuracy", V(99.0)));
        Assert.Equal("0 0.0; 1 0.1; 2 0.2", await Rows("SELECT epoch, accuracy FROM runs"));
    }

    [Fact]
    public async Task Newer_verified_replay_wins_over_an_older_one()
    {
        Replay(Day.AddHours(1), verified: true, (0, "cf", V(2)));
        Replay(Day, verified: true, (0, "cf", V(1)));
        Assert.Equal("0 2; 1 NULL; 2 NULL", await Rows("SELECT epoch, cf FROM runs"));
    }

    [Fact]
    public async Task Verified_replay_wins_over_a_newer_unverified_one()
    {
        Replay(Day, verified: true, (0, "cf", V(1)));
        Replay(Day.AddHours(1), verified: false, (0, "cf", V(2)), (1, "cf", V(3)));
        Assert.Equal("0 1; 1 3; 2 NULL", await Rows("SELECT epoch, cf FROM runs"));
    }

    [Fact]
    public async Task Unverified_cells_are_counted_once_each_in_a_notice()
    {
        Replay(Day, verified: false, (0, "cf", V(1)), (1, "cf", V(2)));
        var all = await _store.QueryAsync("SELECT epoch, cf, cf + 1 FROM runs");
        Assert.Equal("2 cells of this answer come from replays that could not be verified: SELECT * FROM replays says why.", Assert.Single(all.Notices));
        var one = await _store.QueryAsync("SELECT cf FROM runs WHERE epoch = 0");
        Assert.Equal("1 cell of this answer comes from replays that could not be verified: SELECT * FROM replays says why.", Assert.Single(one.Notices));
        Assert.Empty((await _store.QueryAsync("SELECT cf FROM runs WHERE epoch = 2")).Notices);
    }

    [Fact]
    public async Task Replay_that_has_not_ended_is_not_verified()
    {
        using var replay = _store.Replay(_run, Day, "cf");
        replay.Log("cf", V(1), replay.Enter("epoch", 2));
        var result = await _store.QueryAsync("SELECT cf FROM runs WHERE epoch = 2");
        Assert.Equal("1", ResultText.Rows(result));
        Assert.Single(result.Notices);
    }

    [Fact]
    public async Task Last_value_of_an_iteration_is_the_cell_also_in_a_replay()
    {
        Replay(Day, verified: true, (2, "cf", V(1)), (2, "cf", V(7)));
        Assert.Equal("2 7", await Rows("SELECT epoch, cf FROM runs WHERE cf IS NOT NULL"));
    }

    [Fact]
    public async Task Iterations_that_only_a_replay_has_are_rows()
    {
        var replay = _store.Replay(_run, Day, "loss");
        var epoch = replay.Enter("epoch", 1);
        for (var i = 0; i < 2; i++) replay.Log("loss", V(i + 0.5), replay.Enter("step", i, epoch));
        replay.FinishReplay();
        Assert.Equal("0 NULL NULL; 1 0 0.5; 1 1 1.5; 2 NULL NULL", await Rows("SELECT epoch, step, loss FROM runs"));
    }

    [Fact]
    public async Task Long_tables_show_every_value_with_its_provenance()
    {
        Replay(Day, verified: false, (1, "accuracy", V(99.0)), (1, "cf", V(3)));
        Assert.Equal("accuracy 0.1 NULL; accuracy 99.0 false; cf 3 false", await Rows("SELECT name, value, verified FROM logs WHERE iteration[1] = 1 ORDER BY name, value"));
        Assert.Equal("cf completed false loss diverged", await Rows("SELECT names, state, verified, message FROM replays"));
    }

    public void Dispose() => _store.Dispose();

    private async Task<string> Rows(string query) => ResultText.Rows(await _store.QueryAsync(query));

    private void Replay(DateTimeOffset start, bool verified, params (long Epoch, string Name, CellValue Value)[] cells)
    {
        var replay = _store.Replay(_run, start, "cf");
        foreach (var epoch in cells.GroupBy(cell => cell.Epoch))
        {
            var context = replay.Enter("epoch", epoch.Key);
            foreach (var (_, name, value) in epoch) replay.Log(name, value, context);
        }

        replay.FinishReplay(verified);
    }
}
