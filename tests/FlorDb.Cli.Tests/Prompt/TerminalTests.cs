using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Prompt;

/// <summary>The prompt in a real terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Prompt = "flor>";
    private const string More = "...>";
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Control_C_at_the_prompt_drops_the_line_and_Control_D_leaves()
    {
        await using var terminal = new PseudoTerminal(_store.Root);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("SELECT oops");
        await terminal.WaitForAsync("oops");
        await terminal.TypeAsync("\x03");
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("\\d accu\r");
        await terminal.WaitForAsync("accuracy");
        await terminal.WaitForAsync("DOUBLE");
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("\x04");
        Assert.Equal(0, await terminal.ExitCodeAsync());
    }

    [Fact]
    public async Task A_statement_of_several_lines_is_answered_and_remembered()
    {
        await using (var terminal = new PseudoTerminal(_store.Root))
        {
            await terminal.WaitForAsync(Prompt);
            await terminal.TypeAsync("SELECT runid, epoch, accuracy FROM runs\r");
            await terminal.WaitForAsync(More);
            await terminal.TypeAsync("WHERE epoch = 1 AND runid = 'firstRun';\r");
            await terminal.WaitForAsync("0.875");
            await terminal.WaitForAsync("(1 row, ");
            await terminal.WaitForAsync(Prompt);
            await terminal.TypeAsync("exit\r");
            Assert.Equal(0, await terminal.ExitCodeAsync());
        }

        await using var again = new PseudoTerminal(_store.Root);
        await again.WaitForAsync(Prompt);
        await again.TypeAsync("\e[A\e[A");
        await again.WaitForAsync("AND runid = 'firstRun';");
        await again.TypeAsync("\r");
        await again.WaitForAsync("0.875");
        await again.WaitForAsync(Prompt);
        await again.TypeAsync("\\q\r");
        Assert.Equal(0, await again.ExitCodeAsync());
    }

    [Fact]
    public async Task A_mistake_is_shown_in_colour_and_the_prompt_goes_on()
    {
        await using var terminal = new PseudoTerminal(_store.Root);
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("SELECT acuracy FROM runs;\r");
        await terminal.WaitForAsync("\e[1;31merror: ");
        await terminal.WaitForAsync("^^^^^^^");
        await terminal.WaitForAsync("accuracy");
        await terminal.WaitForAsync(Prompt);
        await terminal.TypeAsync("\\q\r");
        Assert.Equal(0, await terminal.ExitCodeAsync());
    }

    [Fact]
    public async Task An_Arrow_file_is_not_written_to_a_terminal()
    {
        await using var terminal = new PseudoTerminal(_store.Root, "query 'SELECT runid FROM runs' --format arrow");
        await terminal.WaitForAsync("an Arrow file is not for a terminal to show. Write it to a file with -o FILE");
        Assert.Equal(2, await terminal.ExitCodeAsync());
    }
}
