using System.Collections.Immutable;
using System.Diagnostics;

namespace FlorDb.Bench.Running;

/// <summary>A further process of this program, or of a peer, that speaks in lines.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>The first argument of a child of this program.</summary>
    public const string Verb = "child";

    private readonly Process _process;

    private ChildProcess(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder ?? "",

            // A process that is killed would leave its diagnostic sockets in the temporary folder.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        };
        foreach (var (name, value) in environment ?? ImmutableDictionary<string, string>.Empty) start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>Starts one of <see cref="ChildPrograms"/>.</summary>
    public static ChildProcess Start(string program, params IEnumerable<string> arguments) =>
        Start(program, [.. arguments], ImmutableDictionary<string, string>.Empty);

    /// <summary>Starts one of <see cref="ChildPrograms"/> with environment variables of its own beside those of this process.</summary>
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        new("dotnet", [typeof(ChildProcess).Assembly.Location, Verb, program, .. arguments], environment);

    /// <summary>Starts another program.</summary>
    public static ChildProcess StartOther(string program, params IEnumerable<string> arguments) => new(program, arguments);

    /// <summary>Starts another program in a folder, with environment variables of its own; what it says is read over.</summary>
    public static ChildProcess StartOther(string program, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var child = new ChildProcess(program, arguments, environment, folder);
        child._process.BeginOutputReadLine();
        return child;
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>The next line that it says.</summary>
    /// <exception cref="WrongAnswerException">It ended instead.</exception>
    public string ReadLine() => _process.StandardOutput.ReadLine()
        ?? throw new WrongAnswerException($"\"{string.Join(' ', _process.StartInfo.ArgumentList)}\" ended without an answer; what it said stands above.");

    public void Expect(string line) => Check.Equal(line, ReadLine(), "the child's line");

    public void WriteLine(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until it has ended as it should.</summary>
    /// <exception cref="WrongAnswerException">It failed.</exception>
    public void WaitForEnd()
    {
        _process.WaitForExit();
        Check.Equal(0, _process.ExitCode, $"the exit code of \"{_process.StartInfo.FileName}\"");
    }

    /// <summary>Waits for some time; whether it has ended.</summary>
    public bool WaitForEnd(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Ends it as a kill -9 does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited && !_process.WaitForExit(TimeSpan.FromSeconds(10))) Kill();
        _process.Dispose();
    }
}
