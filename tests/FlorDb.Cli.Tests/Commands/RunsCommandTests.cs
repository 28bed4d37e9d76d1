using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FlorDb.Cli.Tests.Support;
using FlorDb.Storage;

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

    [Theory]
    [InlineData("runs")]
    [InlineData("runs", "--json")]
    public async Task Listing_reads_no_row_of_any_loop(params string[] arguments)
    {
        var whole = _store.Terminal();
        Assert.Equal(0, await whole.RunAsync(arguments));
        Damage("$occurrence", 3);
        var damaged = _store.Terminal();
        Assert.Equal(0, await damaged.RunAsync(arguments));
        Assert.Equal(whole.Output, damaged.Output);
        Assert.Equal(3, await _store.Terminal().RunAsync("query", "SELECT epoch, accuracy FROM runs"));
    }

    [Fact]
    public async Task Argument_that_is_too_long_to_be_summed_up_is_read_from_its_run()
    {
        var text = new string('x', CellSummary.LongestText + 1);
        using (var store = FlorStore.Open(_store.Folder))
        {
            using var run = store.BeginRun(new RunHeader
            {
                Key = RunKey.Create(DateTimeOffset.UtcNow),
                ProjectId = "digits",
                RunId = "long",
                Timestamp = DateTimeOffset.UtcNow,
                VersionId = "",
                FileName = "",
                Arguments = [],
                Environment = ImmutableSortedDictionary<string, string>.Empty,
            });
            run.SetArgument("text", CellValue.Of(text));
            run.SetArgument("short", CellValue.Of("y"));
            run.Finish(RunState.Completed);
        }

        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs", "--json"));
        using var json = JsonDocument.Parse(terminal.Output);
        Assert.Equal($$"""{"short":"y","text":"{{text}}"}""", JsonSerializer.Serialize(json.RootElement[3].GetProperty("arguments")));
        Assert.Equal(500, json.RootElement[0].GetProperty("arguments").GetProperty("hidden").GetInt64());
    }

    [Fact]
    public async Task Sums_that_are_damaged_do_not_keep_runs_from_being_listed()
    {
        var whole = _store.Terminal();
        Assert.Equal(0, await whole.RunAsync("runs"));
        Damage("last_number", 1);
        var damaged = _store.Terminal();
        Assert.Equal(0, await damaged.RunAsync("runs"));
        Assert.Equal(whole.Output, damaged.Output);
    }

    /// <summary>Clears all segments that hold a text, such as the name of a column of their kind.</summary>
    private void Damage(string text, int least)
    {
        var damaged = 0;
        foreach (var path in Directory.GetFiles(Path.Combine(_store.Folder, "segments")))
        {
            var bytes = File.ReadAllBytes(path);
            if (!Encoding.Latin1.GetString(bytes).Contains(text, StringComparison.Ordinal)) continue;
            Array.Clear(bytes);
            File.WriteAllBytes(path, bytes);
            damaged++;
        }

        Assert.True(damaged >= least);
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
