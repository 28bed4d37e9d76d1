using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("flor: Required argument missing for command: 'query'.\nHow it is used is told by: flor query --help\n", "query")]
    [InlineData("flor: Unrecognized command or argument 'more'.\nHow it is used is told by: flor runs --help\n", "runs", "more")]
    [InlineData(
        "flor: Argument 'xml' not recognized. Must be one of: 'table' 'json' 'csv' 'arrow'\nHow it is used is told by: flor query --help\n",
        "query", "SELECT 1", "--format", "xml")]
    [InlineData("flor: Required argument missing for option: '--store'.\nHow it is used is told by: flor runs --help\n", "runs", "--store")]
    public async Task A_wrong_command_line_is_told_and_ends_with_2(string message, params string[] arguments)
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(2, await terminal.RunAsync(arguments));
        Assert.Equal(message, terminal.Error);
        Assert.Equal("", terminal.Output);
    }

    [Fact]
    public async Task A_mistyped_command_is_told_the_nearest_one()
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(2, await terminal.RunAsync("qurey"));
        Assert.Equal("flor: Unrecognized command or argument 'qurey'. Did you mean query?\nHow it is used is told by: flor --help\n", terminal.Error);
    }

    [Theory]
    [InlineData("query", "SELECT 1 FROM runs")]
    [InlineData("runs")]
    [InlineData("show", "firstRun")]
    [InlineData("export", "-o", "out")]
    [InlineData("audit")]
    [InlineData]
    public async Task Without_a_store_every_command_says_what_to_do(params string[] arguments)
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(2, await terminal.RunAsync(arguments));
        Assert.Equal(
            $"flor: there is no store here: neither {_folder.Root} nor a folder above it has a .flor folder. A training program that calls "
            + "Flor.Start(args) makes one when it first runs; a store elsewhere is named with --store DIR.\n",
            terminal.Error);
    }

    [Fact]
    public async Task A_store_that_is_named_and_not_there_is_told_with_its_source()
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(2, await terminal.RunAsync("runs", "--store", "elsewhere"));
        Assert.StartsWith($"flor: --store names {_folder.File("elsewhere")}, which does not exist.", terminal.Error, StringComparison.Ordinal);

        var other = new TestTerminal(_folder.Root) { ["FLOR_STORE"] = _folder.Root };
        Assert.Equal(2, await other.RunAsync("runs"));
        Assert.StartsWith($"flor: FLOR_STORE names {_folder.Root}, which holds no store.", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("version")]
    public async Task The_version_goes_to_the_output(string argument)
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(0, await terminal.RunAsync(argument));
        Assert.Contains("0.1.0", terminal.Output, StringComparison.Ordinal);
        Assert.Equal("", terminal.Error);
    }

    [Fact]
    public async Task Help_names_every_command_and_the_exit_is_fine()
    {
        var terminal = new TestTerminal(_folder.Root);
        Assert.Equal(0, await terminal.RunAsync("--help"));
        Assert.All(
            ["query", "runs", "show", "export", "audit", "version", "--store", "FlorQL"],
            word => Assert.Contains(word, terminal.Output, StringComparison.Ordinal));
    }
}
