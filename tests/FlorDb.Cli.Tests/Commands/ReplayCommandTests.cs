using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Cells_that_are_there_are_not_replayed()
    {
        var terminal = _store.Terminal();
        Assert.Equal(0, await terminal.RunAsync("replay", "accuracy", "--where", "epoch = 1 AND runid = 'firstRun'"));
        Assert.Equal(("", "No cell is missing.\n"), (terminal.Output, terminal.Error));
    }

    [Theory]
    [InlineData("\"nonsense\" IS NULL", "nonsense")]
    [InlineData("AND (lr >) REPLAY", "accuracy", "--where", "lr >")]
    [InlineData("REPLAY ON 2 PONIES", "accuracy", "--on", "2 PONIES")]
    [InlineData("\"it\"\"s\" IS NULL", "it\"s")]
    public async Task What_is_wrong_is_shown_in_the_query_that_it_stands_for(string shown, params string[] arguments)
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync(["replay", .. arguments]));
        Assert.StartsWith("error: ", terminal.Error, StringComparison.Ordinal);
        Assert.Contains(shown, terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_there_is_nothing_to_fill()
    {
        var terminal = _store.Terminal();
        Assert.Equal(2, await terminal.RunAsync("replay"));
        Assert.Contains("flor replay --help", terminal.Error, StringComparison.Ordinal);
    }
}
