using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class ShowCommandTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_run_is_shown_with_all_that_is_known_of_it()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("show", "firstRun"));
        Assert.Equal(
            """
            firstRun
              key           019aa5b0-0000-7000-8000-000000000000
              project       digits
              started       2026-11-21 08:49:01Z
              state         completed, took 0 ms
              program       src/Program.cs
              version       aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
              command line  --flor firstRun --kwargs hidden=500

            Arguments
              hidden  500
              lr      0.001

            Loops
             loop       │ iterations │ executions │ ended     │ total │ per iteration
            ────────────┼────────────┼────────────┼───────────┼───────┼───────────────
             epoch      │          2 │          1 │ completed │ 0 ms  │ 0 ms
             epoch/step │          6 │          2 │ completed │ 0 ms  │ 0 ms

            Logged
             name      │ in         │ recorded │ replayed
            ───────────┼────────────┼──────────┼──────────
             accuracy  │ epoch      │        2 │        0
             cf_matrix │ epoch      │        0 │        1
             note      │ epoch      │        2 │        0
             loss      │ epoch/step │        6 │        0

            """.ReplaceLineEndings("\n"),
            terminal.Output[..(terminal.Output.IndexOf("\nCheckpoints", StringComparison.Ordinal))]);
        Assert.Contains("\nCheckpoints: 2, 2.0 kB of state", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("\n end of epoch 0 │ 1.0 kB │", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("cf_matrix │ 1/1  │ completed │      1 │        4 │        0 │ yes", terminal.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nEnvironment\n  cwd            .\n  torch.version  1.13.0\n\nLeft out of the version\n  .env  it looks like a secret\n", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_failed_says_why_and_which_loops_were_cut_off()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("show", "019aa5b2"));
        Assert.Contains("  message       System.InvalidOperationException: the loss is NaN\n", terminal.Output, StringComparison.Ordinal);
        Assert.Contains(" epoch      │          2 │          0 │ not ended │ NULL  │ NULL\n", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_of_several_runs_lists_them()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("show", "smallerModel"));
        Assert.Equal(
            "flor: smallerModel means 2 runs. Name one by the beginning of its key:\n"
            + "  019aa5b1  2026-11-21 08:50:01Z  bbbbbbbb  smallerModel\n"
            + "  019aa5b2  2026-11-21 08:51:01Z  cccccccc  smallerModel\n",
            terminal.Error);
    }

    [Fact]
    public async Task A_beginning_of_several_keys_lists_them()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("show", "019aa5b"));
        Assert.StartsWith("flor: 019aa5b means 3 runs.", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_run_is_told_the_nearest_labels()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("show", "fristRun"));
        Assert.Equal(
            "flor: no run has the label, or a key that begins with, fristRun. Did you mean firstRun? The runs are listed by: flor runs\n", terminal.Error);
    }
}
