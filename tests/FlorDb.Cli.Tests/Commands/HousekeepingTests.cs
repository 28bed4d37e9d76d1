using System.CommandLine.Parsing;
using System.Text.Json;
using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class HousekeepingTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Deletion_shows_what_goes_and_does_it_only_when_told_to()
    {
        var preview = _store.Terminal();
        Assert.Equal(0, await preview.RunAsync("delete", "smallerModel", "--dry-run"));
        Assert.Contains("smallerModel", preview.Output, StringComparison.Ordinal);
        Assert.Contains("2 runs and 3 checkpoints", preview.Error, StringComparison.Ordinal);
        Assert.Equal(3, await CountRunsAsync());

        var nobody = _store.Terminal();
        Assert.Equal(2, await nobody.RunAsync("delete", "smallerModel"));
        Assert.Contains("--yes", nobody.Error, StringComparison.Ordinal);
        Assert.Equal(1, await _store.Terminal(input: "n\n", isTerminal: true).RunAsync("delete", "smallerModel"));
        Assert.Equal(3, await CountRunsAsync());

        Assert.Equal(0, await _store.Terminal(input: "y\n", isTerminal: true).RunAsync("delete", "smallerModel"));
        Assert.Equal(1, await CountRunsAsync());
    }

    [Fact]
    public async Task Best_checkpoints_are_kept_and_the_others_are_freed()
    {
        Assert.Equal(0, await _store.Terminal().RunAsync("keep", "--best", "1", "--max", "accuracy", "--yes"));
        var dry = _store.Terminal();
        Assert.Equal(0, await dry.RunAsync("gc", "--dry-run", "--all"));
        var real = _store.Terminal();
        Assert.Equal(0, await real.RunAsync("gc", "--all"));
        Assert.Equal(dry.Output, real.Output);
        Assert.Contains("merged into", real.Error, StringComparison.Ordinal);
        var show = _store.Terminal();
        Assert.Equal(0, await show.RunAsync("show", "firstRun"));
        Assert.Contains("end of epoch 1", show.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("end of epoch 0", show.Output, StringComparison.Ordinal);
        Assert.Equal(0, await _store.Terminal().RunAsync("verify"));
    }

    [Theory]
    [InlineData("say what to keep", "keep")]
    [InlineData("either --max NAME or --min NAME", "keep", "--best", "2")]
    [InlineData("--best N, which is missing", "keep", "--max", "accuracy")]
    [InlineData("Did you mean accuracy?", "keep", "--best", "1", "--max", "acuracy")]
    [InlineData("no length of time", "keep", "--runs-for", "90x")]
    [InlineData("no length of time", "keep", "--runs-for", "9999999w")]
    [InlineData("--last -1: it takes a whole number of at least 0", "keep", "--last", "-1")]
    [InlineData("--last x: it takes a whole number of at least 0", "keep", "--last", "x")]
    [InlineData("--best 0: it takes a whole number of at least 1", "keep", "--best", "0", "--max", "accuracy")]
    [InlineData("no run has the label", "delete", "nobody")]
    public async Task Mistake_is_explained_and_nothing_is_deleted(string message, params string[] arguments)
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync([.. arguments]));
        Assert.Contains(message, terminal.Error, StringComparison.Ordinal);
        Assert.Equal(3, await CountRunsAsync());
    }

    [Fact]
    public async Task Damage_is_listed_and_set_aside()
    {
        var segment = Directory.GetFiles(Path.Combine(_store.Folder, "segments")).Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var verify = _store.Terminal();
        Assert.Equal(3, await verify.RunAsync("verify", "--json"));
        using var json = JsonDocument.Parse(verify.Output);
        var finding = json.RootElement.EnumerateArray().Single(finding => finding.GetProperty("kind").GetString() == "damage");
        Assert.Equal("segments/" + Path.GetFileName(segment), finding.GetProperty("file").GetString());

        Assert.Equal(3, await _store.Terminal().RunAsync("repair", "--dry-run"));
        Assert.Equal(2, await _store.Terminal().RunAsync("repair"));
        var repair = _store.Terminal();
        Assert.Equal(0, await repair.RunAsync("repair", "--yes"));
        Assert.Contains("The store is sound again.", repair.Error, StringComparison.Ordinal);
        Assert.Equal(0, await _store.Terminal().RunAsync("verify"));
        Assert.Equal(3, await CountRunsAsync());
    }

    [Fact]
    public async Task What_a_damaged_manifest_does_not_name_is_no_leftover()
    {
        var manifest = Path.Combine(_store.Folder, "manifest");
        var bytes = await File.ReadAllBytesAsync(manifest);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(manifest, bytes);
        var verify = _store.Terminal();
        Assert.Equal(3, await verify.RunAsync("verify"));
        Assert.Contains("damaged: manifest, byte 64", verify.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("leftover", verify.Output, StringComparison.Ordinal);
        var repair = _store.Terminal();
        Assert.Equal(0, await repair.RunAsync("repair", "--yes"));
        Assert.Contains("It is in the store again, with the sums of what runs have logged.", repair.Error, StringComparison.Ordinal);
        Assert.Equal(3, await CountRunsAsync());
    }

    [Fact]
    public async Task Sound_store_needs_no_repair()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("repair"));
        Assert.Equal("Nothing is damaged.\n", terminal.Error);
    }

    [Theory]
    [InlineData("store.md", 6)]
    [InlineData("cost.md", 2)]
    public async Task Commands_of_the_pages_for_users_work(string name, int least)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", name));
        var commands = page.Split('\n').Where(line => line.StartsWith("flor ", StringComparison.Ordinal)).Select(line => CommandLineParser.SplitCommandLine(line).Skip(1).ToArray()).ToList();
        Assert.True(commands.Count >= least);
        foreach (var arguments in commands)
        {
            var terminal = _store.Terminal();
            Assert.True(await terminal.RunAsync(arguments) == 0, $"flor {string.Join(' ', arguments)}: {terminal.Error}");
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FlorDb.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    private async Task<int> CountRunsAsync()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("runs", "--json"));
        using var json = JsonDocument.Parse(terminal.Output);
        return json.RootElement.GetArrayLength();
    }
}
