using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Text;
using FlorDb.Storage;

namespace FlorDb.Torch.Tests.Support;

/// <summary>A folder with a training program in it, a git repository unless told otherwise, in which the test program is started as a process of its own.</summary>
internal sealed class ScratchRepository : IDisposable
{
    private static readonly string TestProgram =
        typeof(ScratchRepository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "TestProgram").Value!;

    private readonly ScratchFolder _folder = new();

    public ScratchRepository(bool isRepository = true)
    {
        File.WriteAllText(_folder.File("Program.cs"), "// the training program\n");
        if (!isRepository) return;
        using var git = Process.Start(new ProcessStartInfo("git", ["init", "-q", "-b", "main", _folder.Path]))!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    public string Store => _folder.File(".flor");

    /// <summary>Variables of the environment for the processes that are started from now on.</summary>
    public Dictionary<string, string> Variables { get; } = new() { ["FLOR_CHECKPOINTS"] = "every iteration" }; // Their iterations take no time.

    public string PathOf(string name) => _folder.File(name);

    /// <summary>Runs the test program to its end.</summary>
    public (int ExitCode, string Output, string Error) Run(params string[] arguments) => Run(segment: null, arguments);

    /// <summary>Replays a segment with the test program.</summary>
    public (int ExitCode, string Output, string Error) Replay(ReplaySegment segment, params string[] arguments)
    {
        string file = _folder.File($"{segment.Header.Key}.segment");
        segment.Save(file);
        return Run(file, [.. arguments, "--replay_flor", "1/1"]);
    }

    public Process Start(string? segment, params string[] arguments)
    {
        // A test run that was itself started in the background hands down that it ignores SIGINT.
        return Start(segment, "env", ["--default-signal=INT", "dotnet", TestProgram, .. arguments]);
    }

    /// <summary>Runs the test program to its end in a terminal of its own; gives all that the terminal is sent.</summary>
    public string RunInTerminal(string arguments, string progress = "", int exitCode = 0)
    {
        using var process = Start(segment: null, "env", ["--default-signal=INT", "TERM=xterm", $"FLOR_PROGRESS={progress}", "script", "-qec", $"dotnet '{TestProgram}' {arguments}", "/dev/null"]);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(exitCode, process.ExitCode);
        return output;
    }

    private Process Start(string? segment, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in (string[])["FLOR_STORE", "RANK", "WORLD_SIZE"]) start.Environment.Remove(name);
        start.Environment[ReplaySegment.FileVariable] = segment;
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // Some are killed, and would leave their diagnostic sockets in the temporary folder.
        return Process.Start(start)!;
    }

    /// <summary>Starts the test program and waits until it says that it hangs.</summary>
    public Process StartHanging()
    {
        var process = Start(segment: null, "hang");
        Assert.Equal("hanging", process.StandardOutput.ReadLine());
        return process;
    }

    public T Read<T>(Func<StoreSnapshot, T> read)
    {
        using var store = FlorStore.Open(Store);
        using var snapshot = store.TakeSnapshot();
        return read(snapshot);
    }

    public RunInfo OnlyRun() => Read(snapshot => snapshot.Runs.Single());

    public ReplaySegment Segment(RunKey run, string[] names, IterationRange range) => new()
    {
        Store = Store,
        Header = new ReplayHeader
        {
            Key = ReplayKey.Create(DateTimeOffset.UtcNow),
            Run = run,
            Timestamp = DateTimeOffset.UtcNow,
            Names = [.. names],
            PatchedVersionId = new string('1', 40),
        },
        Loops = [new LoopSegment("epoch", ImmutableArray.Create(range))],
    };

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Output, string Error) Run(string? segment, string[] arguments)
    {
        using var process = Start(segment, arguments);
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.ToString());
    }
}
