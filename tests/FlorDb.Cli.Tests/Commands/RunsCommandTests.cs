using System.Text.Json;
using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class RunsCommandTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Runs_are_listed_with_their_arguments()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs"));
        Assert.Equal(
            """
             key      │ runid        │ tstamp               │ state     │ took │ filename       │ vid      │ hidden │    lr
            ──────────┼──────────────┼──────────────────────┼───────────┼──────┼────────────────┼──────────┼────────┼───────
             019aa5b0 │ firstRun     │ 2026-11-21 08:49:01Z │ completed │ 0 ms │ src/Program.cs │ aaaaaaaa │    500 │ 0.001
             019aa5b1 │ smallerModel │ 2026-11-21 08:50:01Z │ completed │ 0 ms │ src/Program.cs │ bbbbbbbb │    250 │ 0.001
             019aa5b2 │ smallerModel │ 2026-11-21 08:51:01Z │ failed    │ 0 ms │ src/Program.cs │ cccccccc │    125 │ 0.001

            """.ReplaceLineEndings("\n"),
            terminal.Output);
        Assert.Equal("(3 runs)\n", terminal.Error);
    }

    [Fact]
    public async Task Runs_on_a_narrow_terminal_name_the_columns_that_did_not_fit()
    {
        var terminal = _store.Terminal(isTerminal: true, width: 80);
        Assert.Equal(0, await terminal.RunAsync("runs"));
        Assert.Contains("did not fit: ", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_as_json_are_whole()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs", "--json"));
        using var json = JsonDocument.Parse(terminal.Output);
        var failed = json.RootElement[2];
        Assert.Equal(3, json.RootElement.GetArrayLength());
        Assert.Equal(_store.Failed.ToString(), failed.GetProperty("key").GetString());
        Assert.Equal("2026-11-21T08:51:01Z", failed.GetProperty("tstamp").GetString());
        Assert.Equal("System.InvalidOperationException: the loss is NaN", failed.GetProperty("message").GetString());
        Assert.Equal(125, failed.GetProperty("arguments").GetProperty("hidden").GetInt64());
        Assert.Equal(0.001, failed.GetProperty("arguments").GetProperty("lr").GetDouble());
    }

    [Theory]
    [InlineData("src")]
    [InlineData("src/deep")]
    public async Task The_store_is_found_from_a_folder_below(string folder)
    {
        var terminal = _store.Terminal(below: folder);
        Assert.Equal(0, await terminal.RunAsync("runs"));
        Assert.Contains("firstRun", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_store_can_be_named_by_option_and_variable()
    {
        using var elsewhere = new TemporaryFolder();
        var byOption = new TestTerminal(elsewhere.Root);
        Assert.Equal(0, await byOption.RunAsync("runs", "--store", _store.Folder));
        var byVariable = new TestTerminal(elsewhere.Root) { ["FLOR_STORE"] = _store.Root };
        Assert.Equal(0, await byVariable.RunAsync("runs"));
        Assert.Equal(byOption.Output, byVariable.Output);
    }

    [Fact]
    public async Task A_store_of_another_version_is_refused_with_3()
    {
        File.WriteAllText(Path.Combine(_store.Folder, "format"), "FlorDB store, format 999\n");
        var terminal = _store.Terminal();
        Assert.Equal(3, await terminal.RunAsync("runs"));
        Assert.StartsWith("flor: ", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }
}
