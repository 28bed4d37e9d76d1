using System.Text.Json;
using FlorDb.Cli.Tests.Support;
using FlorDb.Storage;

namespace FlorDb.Cli.Tests.Commands;

public sealed class UsageCommandTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Kinds_and_runs_are_shown_in_two_tables()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("du"));
        var lines = terminal.Output.Split('\n');
        Assert.Matches("^ kind +│ files │ +bytes$", lines[0]);
        Assert.Matches("(?m)^ segments of values +│ +[0-9]+ │ +[0-9.]+ k?B$", terminal.Output);
        Assert.Matches("(?m)^ all +│ +[0-9]+ │ +[0-9.]+ k?B$", terminal.Output);
        Assert.Matches("(?m)^ key +│ runid +│ tstamp +│ +rows │ checkpoints │ +own pages │ +shared$", terminal.Output);
        Assert.Matches("(?m)^ 019aa5b0 │ firstRun +│ 2026-11-21 08:49:01Z │ +[0-9.]+ k?B │ +2 │ +0 B │ +[1-9][0-9.]* k?B$", terminal.Output);
        Assert.Equal("Nothing is unused: flor gc would only merge segments.\n", terminal.Error);
    }

    [Fact]
    public async Task Json_holds_every_figure_and_adds_up_to_the_folder()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("du", "--json"));
        using var json = JsonDocument.Parse(terminal.Output);
        var root = json.RootElement;
        var kinds = root.GetProperty("kinds").EnumerateArray().ToList();
        Assert.Equal(Enum.GetValues<UsageKind>().Length, kinds.Count);
        Assert.Equal(root.GetProperty("bytes").GetInt64(), kinds.Sum(kind => kind.GetProperty("bytes").GetInt64()));
        Assert.Equal(root.GetProperty("bytes").GetInt64(), Directory.GetFiles(_store.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));
        var runs = root.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(3, runs.Count);
        var sizes = runs.Select(run => run.GetProperty("rows").GetInt64() + run.GetProperty("ownpages").GetInt64()).ToList();
        Assert.Equal(sizes.OrderDescending(), sizes);
        var failed = runs.Single(run => run.GetProperty("key").GetString() == _store.Failed.ToString());
        Assert.Equal("2026-11-21T08:51:01Z", failed.GetProperty("tstamp").GetString());
        Assert.Equal(1, failed.GetProperty("checkpoints").GetInt32());
        Assert.Equal(0, root.GetProperty("collectable").GetInt64());
        Assert.Equal(0, root.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task What_deleted_runs_leave_behind_is_told_as_what_gc_would_free()
    {
        using (var store = FlorStore.Open(_store.Folder)) store.Apply(store.PlanDeletion([_store.First, _store.Second, _store.Failed]));
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("du"));
        Assert.Matches("^flor gc --all would free up to [0-9.]+ kB: [0-9.]+ kB of checkpoint pages, [0-9.]+ kB of rows of deleted runs\\.\n$", terminal.Error);
        Assert.DoesNotContain("runid", terminal.Output, StringComparison.Ordinal);
        Assert.Equal(0, await _store.Terminal().RunAsync("gc", "--all"));
        var after = _store.Terminal();
        Assert.Equal(0, await after.RunAsync("du"));
        Assert.Equal("Nothing is unused: flor gc would only merge segments.\n", after.Error);
    }

    [Fact]
    public async Task Damage_is_told_of_and_the_exit_is_3()
    {
        foreach (var pack in Directory.GetFiles(Path.Combine(_store.Folder, "pages"))) File.Delete(pack);
        var terminal = _store.Terminal();
        Assert.Equal(3, await terminal.RunAsync("du"));
        Assert.Contains(" is in none of the packs ", terminal.Error, StringComparison.Ordinal);
        Assert.EndsWith("What flor gc would free can't be told while the store is damaged. More is told by: flor verify\n", terminal.Error, StringComparison.Ordinal);
        Assert.Contains("≥ 0 B", terminal.Output, StringComparison.Ordinal);
    }
}
