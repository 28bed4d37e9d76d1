using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_grain_becomes_a_file()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("export", "-o", "out", "--format", "csv"));
        Assert.Equal(["epoch.csv", "epoch.step.csv", "runs.csv"], Files());
        Assert.Equal(1 + 3, Lines("runs.csv").Length - Lines("runs.csv").Count(line => line.StartsWith("lines", StringComparison.Ordinal)));
        Assert.StartsWith("runkey,projid,runid,tstamp,vid,filename,state,seconds,message,hidden,lr", Lines("runs.csv")[0], StringComparison.Ordinal);
        Assert.Contains("hidden,lr,accuracy,cf_matrix,note", Lines("epoch.csv")[0], StringComparison.Ordinal);
        Assert.Equal(1 + 6 + 6 + 4, Lines("epoch.step.csv").Count(line => line.StartsWith("019aa5b", StringComparison.Ordinal) || line.StartsWith("runkey", StringComparison.Ordinal)));
        Assert.Contains($"3 rows of 11 columns written to {_store.File("out/runs.csv")}\n", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrow_is_the_standard_and_runs_can_be_chosen()
    {
        var terminal = _store.Terminal(below: "src");
        Assert.Equal(0, await terminal.RunAsync("export", "firstRun", "-o", "../out"));
        Assert.Equal(["epoch.arrow", "epoch.step.arrow", "runs.arrow"], Files());
        Assert.Contains($"1 row of 11 columns written to {_store.File("out/runs.arrow")}\n", terminal.Error, StringComparison.Ordinal);
        Assert.Equal("ARROW1"u8.ToArray(), (await File.ReadAllBytesAsync(_store.File("out/epoch.arrow")))[..6]);
    }

    [Fact]
    public async Task An_unknown_run_writes_nothing()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("export", "nobody", "-o", "out"));
        Assert.False(Directory.Exists(_store.File("out")));
    }

    private IEnumerable<string?> Files() => Directory.GetFiles(_store.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string[] Lines(string name) => File.ReadAllText(_store.File("out/" + name)).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
