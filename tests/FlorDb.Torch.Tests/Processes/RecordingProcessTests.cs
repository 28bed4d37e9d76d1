using System.Diagnostics;
using System.Text.Json;
using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed class RecordingProcessTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Program_with_arguments_like_ours_gets_them_all()
    {
        var (exitCode, output, _) = _repository.Run("echo", "--query", "x", "--flor", "first", "--replay", "y", "--kwargs", "lr=1", "--", "--flor");

        Assert.Equal(0, exitCode);
        Assert.Equal("echo --query x --replay y -- --flor", output.Trim());
        var run = _repository.OnlyRun();
        Assert.Equal(("first", RunState.Completed, "Program.cs"), (run.Header.RunId, run.State, run.Header.FileName));
        Assert.Equal(11, run.Header.Arguments.Length);
    }

    [Fact]
    public void Argument_that_nobody_asks_for_is_told()
    {
        var (exitCode, _, error) = _repository.Run("echo", "--kwargs", "leraning_rate=1");

        Assert.Equal(0, exitCode);
        Assert.Contains("flor: --kwargs has \"leraning_rate\", which the program does not ask for.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_argument_ends_the_program_with_code_2()
    {
        var (exitCode, _, error) = _repository.Run("train", "--kwargs", "lr=fast");

        Assert.Equal(2, exitCode);
        Assert.Equal("flor: --kwargs lr=fast: the argument \"lr\" takes a number (double), and \"fast\" is none.", error.Trim());
        Assert.Equal(RunState.Failed, _repository.OnlyRun().State);
    }

    [Fact]
    public void Exception_fails_the_run_with_its_message()
    {
        var (exitCode, _, error) = _repository.Run("throw");

        Assert.Equal(1, exitCode);
        Assert.Contains("InvalidOperationException: the loss is not a number", error, StringComparison.Ordinal);
        var run = _repository.OnlyRun();
        Assert.Equal((RunState.Failed, "InvalidOperationException: the loss is not a number"), (run.State, run.Message));
        Assert.Contains("epoch=1 step=1 loss", _repository.Read(snapshot => RunCells.Of(snapshot, run.Key)).Keys);
    }

    [Fact]
    public void Exit_from_within_fails_the_run()
    {
        Assert.Equal(7, _repository.Run("exit").ExitCode);

        var run = _repository.OnlyRun();
        Assert.Equal((RunState.Failed, "The program ended with exit code 7."), (run.State, run.Message));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Signal_interrupts_the_run(string signal)
    {
        using var process = _repository.StartHanging();
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        process.WaitForExit();

        Assert.Equal(130, process.ExitCode);
        var run = _repository.OnlyRun();
        Assert.Equal((RunState.Interrupted, $"The program was stopped by SIG{signal}."), (run.State, run.Message));
    }

    [Fact]
    public void Secret_in_the_tree_stays_out_and_the_run_says_so()
    {
        File.WriteAllText(_repository.PathOf(".env"), "TOKEN=abc\n");
        var (exitCode, _, error) = _repository.Run("echo");

        Assert.Equal(0, exitCode);
        Assert.Contains("flor: one file stays out of the recorded code version: .env (", error, StringComparison.Ordinal);
        using var leftOut = JsonDocument.Parse(_repository.OnlyRun().Header.Environment["leftout"]);
        Assert.Equal(".env", leftOut.RootElement[0].GetProperty("path").GetString());
    }

    [Fact]
    public void Two_trainings_at_once_are_two_runs()
    {
        using (var one = _repository.Start(segment: null, "train", "--flor", "one"))
        using (var two = _repository.Start(segment: null, "train", "--flor", "two"))
        {
            one.WaitForExit();
            two.WaitForExit();
        }

        var runs = _repository.Read(snapshot => snapshot.Runs);
        Assert.Equal(["one", "two"], runs.Select(run => run.Header.RunId).Order());
        Assert.All(runs, run => Assert.Equal(RunState.Completed, run.State));
        var cells = runs.Select(run => _repository.Read(snapshot => RunCells.Of(snapshot, run.Key))).ToList();
        Assert.Equal(cells[0], cells[1]);
    }

    [Fact]
    public void Run_knows_its_surroundings()
    {
        _repository.Run("echo");

        var environment = _repository.OnlyRun().Header.Environment;
        Assert.Equal(("", ".", "FlorDb.Torch.TestProgram"), (environment["project"], environment["cwd"], environment["assembly"]));
        Assert.All(
            (string[])["configuration", "torch.version", "torch.threads", "torch.interop_threads", "os", "machine", "processors", "dotnet", "flordb", "pid"],
            key => Assert.NotEmpty(environment[key]));
    }
}
