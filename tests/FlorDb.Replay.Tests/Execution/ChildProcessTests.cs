using FlorDb.Replay.Execution;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution;

public class ChildProcessTests
{
    private static readonly Dictionary<string, string?> NoVariables = [];

    [Fact]
    public async Task Program_that_fails_gives_its_exit_code_and_its_last_lines()
    {
        using var folder = new TemporaryFolder();
        var code = await ChildProcess.RunAsync(
            ["sh", "-c", "echo first; echo second >&2; echo third; exit 7"], folder.Path, NoVariables, folder["logs/out.log"], CancellationToken.None);
        Assert.Equal(7, code);
        Assert.Equal("second\nthird", ChildProcess.Tail(folder["logs/out.log"], 2));
    }

    [Fact]
    public async Task Program_sees_its_folder_and_its_variables()
    {
        using var folder = new TemporaryFolder();
        var variables = new Dictionary<string, string?> { ["FLOR_TEST"] = "a b", ["HOME"] = null };
        await ChildProcess.RunAsync(["sh", "-c", "echo $PWD:$FLOR_TEST:$HOME"], folder.Path, variables, folder["out.log"], CancellationToken.None);
        Assert.Equal($"{folder.Path}:a b:", ChildProcess.Tail(folder["out.log"], 1));
    }

    [Fact]
    public async Task Program_is_ended_when_the_replay_is_cancelled()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var running = ChildProcess.RunAsync(["sh", "-c", "exec sleep 1000"], folder.Path, NoVariables, folder["out.log"], cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("", ChildProcess.Tail(folder["out.log"], 1));
    }
}
