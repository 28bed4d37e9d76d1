using System.Globalization;
using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed class ResumeProcessTests : IDisposable
{
    private const int Seed = 6;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("FLOR_LONG") == "1" ? 40 : 1;

    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Killed_training_goes_on_and_ends_as_if_nothing_had_happened()
    {
        string[] truth = Truth(Seed);
        _repository.Variables["FLOR_TEST_DEATH"] = "14";
        _repository.Variables["FLOR_TEST_PAUSE"] = "100"; // By then a checkpoint is written.
        Assert.NotEqual(0, _repository.Run("random", $"{Seed}", "--flor", "mine", "--kwargs", $"seed={Seed}").ExitCode);
        var died = _repository.OnlyRun();
        Assert.Equal(RunState.Interrupted, died.State);
        _repository.Variables.Remove("FLOR_TEST_PAUSE");
        _repository.Variables["FLOR_TEST_DEATH"] = "3";
        Assert.NotEqual(0, _repository.Run("--flor-resume").ExitCode);
        _repository.Variables.Remove("FLOR_TEST_DEATH");
        var (exitCode, _, error) = _repository.Run("--flor-resume", "mine");
        Assert.Equal("", error.Trim());
        Assert.Equal(0, exitCode);
        var run = _repository.OnlyRun();
        Assert.Equal(truth, Describe(run));
        Assert.Equal(("mine", died.Header.Timestamp), (run.Header.RunId, run.Header.Timestamp));
        Assert.Equal(died.Header.Arguments.ToArray(), run.Header.Arguments.ToArray());

        var (code, _, message) = _repository.Run("--flor-resume");
        Assert.Equal((2, "flor: all recorded runs of Program.cs came to their ends: there is nothing to resume."), (code, message.Trim()));
    }

    [Fact]
    public void Training_killed_at_random_moments_comes_to_its_end()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            int program = random.Next(1000);
            using var repository = new ScratchRepository();
            repository.Variables["FLOR_CHECKPOINTS"] = random.Next(2) == 0 ? "every iteration" : "every 3";
            repository.Variables["FLOR_TEST_PAUSE"] = "20";
            string[] truth = Truth(program);
            string[] arguments = ["random", program.ToString(CultureInfo.InvariantCulture)];
            for (int kill = 0; kill < 3 && arguments.Length > 0; kill++) arguments = Kill(repository, random, arguments);
            repository.Variables["FLOR_TEST_PAUSE"] = "0";
            if (arguments.Length > 0)
            {
                var (exitCode, _, error) = repository.Run(arguments);
                Assert.True(exitCode == 0, $"seed {seed}, round {round}, program {program}: {error}");
            }

            var run = repository.Read(snapshot => snapshot.Runs.Last());
            string[] shown = repository.Read(snapshot => RunCells.Describe(snapshot, run.Key));
            Assert.True(truth.SequenceEqual(shown), $"seed {seed}, round {round}, program {program}: {string.Join('\n', shown.Except(truth).Concat(truth.Except(shown)).Take(5))}");
        }
    }

    [Fact]
    public void Run_that_is_at_work_or_not_there_is_not_resumed()
    {
        using (var process = _repository.StartHanging())
        {
            var (exitCode, _, error) = _repository.Run("--flor-resume");
            Assert.Equal(2, exitCode);
            Assert.Contains("is being recorded by a process that is at work", error, StringComparison.Ordinal);
            process.Kill();
            process.WaitForExit();
        }

        var (code, _, message) = _repository.Run("--flor-resume", "nobody");
        Assert.Equal(2, code);
        Assert.Contains("there is no recorded run of Program.cs with the label, or a key that begins with, \"nobody\" to resume", message, StringComparison.Ordinal);
        Assert.Equal(1, _repository.Run("throw").ExitCode);
        Assert.Contains("of the program's own", _repository.Run("--flor-resume", "--", "train").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_code_goes_on_with_a_warning_and_a_run_without_checkpoints_is_begun_anew()
    {
        Assert.Equal(1, _repository.Run("throw").ExitCode);
        File.AppendAllText(_repository.PathOf("Program.cs"), "// mended\n");
        string? before = _repository.OnlyRun().Header.VersionId;
        var (_, _, error) = _repository.Run("--flor-resume");
        Assert.Contains($"was recorded with {before[..8]} up to here", error, StringComparison.Ordinal);
        Assert.NotEqual(before, _repository.OnlyRun().Header.VersionId);

        using var other = new ScratchRepository();
        other.Variables["FLOR_CHECKPOINTS"] = "off";
        Assert.Equal(1, other.Run("throw").ExitCode);
        var (code, _, message) = other.Run("--flor-resume");
        Assert.Equal(2, code);
        Assert.Contains("has no checkpoint to go on from", message, StringComparison.Ordinal);
    }

    /// <summary>Starts the program and kills it at a random moment; gives the arguments to go on with, none if it came to its end before.</summary>
    private static string[] Kill(ScratchRepository repository, Random random, string[] arguments)
    {
        using var process = repository.Start(segment: null, arguments);
        process.StandardOutput.ReadLine();
        if (process.WaitForExit(random.Next(700))) return [];
        process.Kill();
        process.WaitForExit();
        var run = repository.Read(snapshot => snapshot.Runs.Last());
        bool canGoOn = repository.Read(snapshot => snapshot.Checkpoints.Any(checkpoint => checkpoint.Run == run.Key && checkpoint.Position.Path.Depth == 1));
        return canGoOn ? ["--flor-resume"] : ["random", run.Header.Arguments[1]];
    }

    private static string[] Truth(int program)
    {
        using var repository = new ScratchRepository();
        Assert.Equal(0, repository.Run("random", program.ToString(CultureInfo.InvariantCulture)).ExitCode);
        var run = repository.OnlyRun();
        return repository.Read(snapshot => RunCells.Describe(snapshot, run.Key));
    }

    private string[] Describe(RunInfo run) => _repository.Read(snapshot => RunCells.Describe(snapshot, run.Key));
}
