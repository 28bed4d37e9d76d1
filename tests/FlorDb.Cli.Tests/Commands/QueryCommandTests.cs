using System.Text;
using System.Text.Json;
using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class QueryCommandTests : IDisposable
{
    private const string Epochs = "SELECT runid, epoch, accuracy, cf_matrix FROM runs WHERE runid = 'firstRun' ORDER BY epoch";
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_table_goes_to_the_output_and_the_count_to_the_talk()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("query", Epochs));
        Assert.Equal(
            """
             runid    │ epoch │ accuracy │ cf_matrix
            ──────────┼───────┼──────────┼──────────────────────
             firstRun │     0 │     0.75 │ NULL
             firstRun │     1 │    0.875 │ [2x2] [[98 0] [1 97]]

            """.ReplaceLineEndings("\n").Replace("──────────────────────\n", "───────────────────────\n", StringComparison.Ordinal),
            terminal.Output);
        Assert.StartsWith("(2 rows, ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_and_json_are_written_to_the_output()
    {
        var csv = _store.Terminal();
        Assert.Equal(0, await csv.RunAsync("query", "SELECT runid, note FROM runs WHERE epoch = 1 AND runid = 'firstRun'", "--format", "csv"));
        Assert.Equal("runid,note\r\nfirstRun,it's fine\r\n", csv.Output.ReplaceLineEndings("\r\n"));
        Assert.Equal("", csv.Error);

        var json = _store.Terminal();
        Assert.Equal(0, await json.RunAsync("query", Epochs, "-f", "json"));
        using var rows = JsonDocument.Parse(json.Output);
        Assert.Equal(2, rows.RootElement.GetArrayLength());
        Assert.Equal(0.875, rows.RootElement[1].GetProperty("accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows.RootElement[0].GetProperty("cf_matrix").ValueKind);
    }

    [Fact]
    public async Task Arrow_goes_to_a_pipe_and_not_to_a_terminal()
    {
        var pipe = _store.Terminal();
        Assert.Equal(0, await pipe.RunAsync("query", Epochs, "--format", "arrow"));
        Assert.Equal("ARROW1"u8.ToArray(), pipe.Bytes[..6]);

        var screen = _store.Terminal(isTerminal: true);
        Assert.Equal(2, await screen.RunAsync("query", Epochs, "--format", "arrow"));
        Assert.Contains("an Arrow file is not for a terminal to show.", screen.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv", "runid,")]
    [InlineData("rows.json", "[")]
    [InlineData("rows.arrow", "ARROW1")]
    [InlineData("rows.txt", " runid ")]
    public async Task A_file_has_the_format_that_its_ending_tells(string name, string beginning)
    {
        var terminal = _store.Terminal(below: "src");
        Assert.Equal(0, await terminal.RunAsync("query", Epochs, "-o", name));
        Assert.StartsWith(beginning, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_store.File("src/" + name))), StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
        Assert.Equal($"2 rows written to {_store.File("src/" + name)}\n", terminal.Error);
    }

    [Fact]
    public async Task A_wrong_query_shows_the_place_and_the_nearest_name()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("query", "SELECT runid,\n  acuracy FROM runs"));
        Assert.Contains(
            """
             --> line 2, column 3
              |
            2 |   acuracy FROM runs
              |   ^^^^^^^
              = Did you mean accuracy?

            """.ReplaceLineEndings("\n"), terminal.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("", terminal.Output);
    }

    [Fact]
    public async Task A_failed_query_leaves_no_file()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("query", "SELECT nonsense FROM runs", "-o", "x.csv"));
        Assert.False(File.Exists(_store.File("x.csv")));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_with_1()
    {
        var terminal = _store.Terminal();
        Assert.Equal(1, await terminal.RunAsync("query", Epochs, "-o", "no/such/folder/x.csv"));
        Assert.Equal($"flor: can't write {_store.File("no/such/folder/x.csv")}: the folder {_store.File("no/such/folder")} does not exist.\n", terminal.Error);
    }

    [Fact]
    public async Task A_statement_can_come_from_the_input()
    {
        var terminal = _store.Terminal("SELECT count(*) AS n\nFROM runs;\n");
        Assert.Equal(0, await terminal.RunAsync("query", "-", "--format", "csv"));
        Assert.Equal(["n", "3"], terminal.Output.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_replay_without_a_repository_is_refused()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("query", "SELECT epoch, cf_matrix FROM runs WHERE cf_matrix IS NULL REPLAY ON 2 CPUS"));
        Assert.StartsWith("flor: the code of the runs can't be found: ", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_shown_as_lines()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("query", "EXPLAIN " + Epochs));
        Assert.DoesNotContain("│", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("epoch", terminal.Output, StringComparison.Ordinal);
    }
}
