using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Prompt;

/// <summary><c>flor</c> with statements on standard input.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Statements_are_answered_in_order_also_the_last_without_a_semicolon()
    {
        var terminal = _store.Terminal("-- the first; one\nSELECT count(*) AS first\nFROM runs;\n\nSELECT 'a;b' AS second; SELECT 3 AS third");
        Assert.Equal(0, await terminal.RunAsync());
        Assert.Equal(
            """
             first
            ───────
                 3
             second
            ────────
             a;b
             third
            ───────
                 3

            """.ReplaceLineEndings("\n"),
            terminal.Output);
    }

    [Fact]
    public async Task The_first_mistake_ends_the_script_with_2()
    {
        var terminal = _store.Terminal("SELECT 1 AS one;\nSELECT nonsense FROM runs;\nSELECT 2 AS two;\n");
        Assert.Equal(2, await terminal.RunAsync());
        Assert.Contains("one", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("two", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("nonsense", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_the_prompt_work_in_a_script()
    {
        var terminal = _store.Terminal("\\x on\nSELECT 1 AS one;\n\\d accu\n\\q\nSELECT 2 AS two;\n");
        Assert.Equal(0, await terminal.RunAsync());
        Assert.Contains("── row 1 ", terminal.Output, StringComparison.Ordinal);
        Assert.Contains(" accuracy │ ", terminal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("two", terminal.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\nonsense", "flor: there is no command \\nonsense. The commands are listed by \\?\n")]
    [InlineData("\\x maybe", "flor: \\x takes on, off or auto, not maybe.\n")]
    [InlineData("\\d zzz", "flor: no table is called zzz, and no column's name contains it. All are listed by \\d\n")]
    public async Task A_wrong_command_is_told(string line, string message)
    {
        var terminal = _store.Terminal(line + "\n");
        Assert.Equal(2, await terminal.RunAsync());
        Assert.Equal(message, terminal.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \n-- only a comment\n")]
    [InlineData(";;\n")]
    public async Task Nothing_to_do_is_fine(string script)
    {
        var terminal = _store.Terminal(script);
        Assert.Equal(0, await terminal.RunAsync());
        Assert.Equal("", terminal.Output + terminal.Error);
    }

    [Fact]
    public async Task Help_lists_statements_commands_and_keys()
    {
        var terminal = _store.Terminal("help\n");
        Assert.Equal(0, await terminal.RunAsync());
        Assert.Contains("REPLAY ON 2 CPUS", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("Ctrl-C", terminal.Output, StringComparison.Ordinal);
    }
}
