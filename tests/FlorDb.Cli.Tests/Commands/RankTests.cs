using System.Text.Json;
using FlorDb.Cli.Tests.Support;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Commands;

public sealed class RankTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 9, 0, 1, TimeSpan.Zero);
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_of_several_processes_is_one_line_with_the_worst_of_their_states()
    {
        Record(3, RunState.Completed, RunState.Failed);
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs"));
        Assert.Contains("│ together     │ 2026-11-21 09:00:01Z │ failed    │ 2 of 3 │", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("(4 runs)\n", terminal.Error);

        var json = _store.Terminal();
        Assert.Equal(0, await json.RunAsync("runs", "--json"));
        using var document = JsonDocument.Parse(json.Output);
        var runs = document.RootElement.EnumerateArray().ToList();
        Assert.Equal([null, null, null, 0, 1], runs.Select(run => run.TryGetProperty("rank", out var rank) ? rank.GetInt32() : (int?)null));
        Assert.Equal(runs[3].GetProperty("key").GetString(), runs[4].GetProperty("lead").GetString());
    }

    [Fact]
    public async Task Show_tells_of_all_ranks_and_of_one_by_its_key()
    {
        var keys = Record(2, RunState.Completed, RunState.Failed);
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("show", "together"));
        Assert.Contains("Ranks: 2\n", terminal.Output, StringComparison.Ordinal);
        Assert.Contains($"  key      {keys[0]}", terminal.Output, StringComparison.Ordinal);
        var other = _store.Terminal();
        Assert.Equal(0, await other.RunAsync("show", keys[1].ToString()));
        Assert.Contains($"  key      {keys[1]}", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_run_deletes_it_for_all_ranks()
    {
        var keys = Record(2, RunState.Completed, RunState.Completed);
        Assert.Equal(0, await _store.Terminal().RunAsync("delete", keys[1].ToString(), "--yes"));
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs"));
        Assert.DoesNotContain("together", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ranks", terminal.Output, StringComparison.Ordinal);
    }

    private RunKey[] Record(int worldSize, params RunState[] states)
    {
        using var store = FlorStore.Open(_store.Folder);
        RunHeader? lead = null;
        var keys = new List<RunKey>();
        foreach (var state in states)
        {
            var header = new RunHeader { Key = RunKey.Create(Start), ProjectId = "digits", RunId = "together", Timestamp = Start, VersionId = new string('d', 40), FileName = "src/Program.cs" };
            header = lead is null ? lead = header.AsLead(worldSize, "token") : header.AsFollower(lead, keys.Count);
            using var run = store.BeginRun(header);
            run.Log(ContextId.Root, "loss", CellValue.Of(0.5));
            run.Finish(state, state == RunState.Failed ? "the loss is NaN" : null);
            keys.Add(header.Key);
        }

        return [.. keys];
    }
}
