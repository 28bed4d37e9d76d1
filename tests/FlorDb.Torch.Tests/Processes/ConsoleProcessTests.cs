using System.Text.RegularExpressions;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed partial class ConsoleProcessTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Terminal_shows_progress_that_gives_way_to_what_the_program_writes()
    {
        string sent = _repository.RunInTerminal("talk");

        Assert.Matches(@"\repoch [123]/3 · step [1-4]/4", sent);
        Assert.Contains("loss 0.5", sent, StringComparison.Ordinal);
        Assert.Equal(string.Concat(Enumerable.Range(0, 3).Select(epoch => $"out {epoch}\nerror {epoch}\nin two parts\n")), Screen(sent));
    }

    [Theory]
    [InlineData("throw", 1, "Unhandled exception. System.InvalidOperationException: in the middle\n")]
    [InlineData("interrupt", 130, "")]
    public void Run_that_is_cut_off_leaves_no_progress_behind(string end, int exitCode, string last)
    {
        string sent = _repository.RunInTerminal($"talk {end}", exitCode: exitCode);

        Assert.Matches(@"\repoch [12]/3", sent);
        Assert.StartsWith($"out 0\nerror 0\nin two parts\nout 1\nerror 1\n{last}", Screen(sent), StringComparison.Ordinal);
        Assert.DoesNotContain("loss", Screen(sent), StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_that_is_switched_off_sends_nothing()
    {
        string sent = _repository.RunInTerminal("talk", progress: "off");

        Assert.DoesNotContain("\e[K", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("step", sent, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_shown_where_no_person_looks()
    {
        var (exitCode, output, error) = _repository.Run("talk");

        Assert.Equal(0, exitCode);
        Assert.Equal(string.Concat(Enumerable.Range(0, 3).Select(epoch => $"out {epoch}\nin two parts\n")), output);
        Assert.Equal("error 0\nerror 1\nerror 2", error.Trim());
    }

    /// <summary>What a terminal shows in the end: an erased line is gone, a line that is drawn over from its beginning is replaced.</summary>
    private static string Screen(string sent)
    {
        string plain = TerminalModes().Replace(sent, "").Replace("\r\n", "\n", StringComparison.Ordinal);
        return string.Concat(plain.Split('\n').Select(line => line.Split('\r')[^1].Replace("\e[K", "", StringComparison.Ordinal) + "\n"))[..^1];
    }

    /// <summary>What the runtime itself sends as it takes hold of a terminal, and lets go of it.</summary>
    [GeneratedRegex(@"\e\[\?\d+[hl]|\e[=>]")]
    private static partial Regex TerminalModes();
}
