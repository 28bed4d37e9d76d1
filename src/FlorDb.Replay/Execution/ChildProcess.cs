using System.Diagnostics;

namespace FlorDb.Replay.Execution;

/// <summary>
/// A program that runs for a replay. Its output goes to a file. It is started through a small shell script that holds a pipe from this
/// process: when the pipe closes, because the replay is cancelled or this process is gone, the program gets SIGTERM, and SIGKILL later.
/// </summary>
internal static class ChildProcess
{
    private const int GraceSeconds = 10;

    // The watcher reads the pipe; "wait" gives the program's exit code.
    private const string Script = """
        log=$1; shift
        exec 3<&0
        "$@" </dev/null >"$log" 2>&1 3<&- &
        child=$!
        { read -r _ <&3; kill -TERM $child; sleep 10; kill -KILL $child; } >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $child; code=$?
        kill $watcher >/dev/null 2>&1
        exit $code
        """;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="log">The file that takes what it prints.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; the program is gone.</exception>
    public static async Task<int> RunAsync(
        IEnumerable<string> command, string folder, IReadOnlyDictionary<string, string?> environment, string log, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", Script, "flor", log, .. command]) start.ArgumentList.Add(argument);
        SetVariables(start, environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process).ConfigureAwait(false);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Gives a program the variables of this process but for those of a build or a test runner around it, which would lead another build astray.</summary>
    /// <param name="start">The program.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static void SetVariables(ProcessStartInfo start, IReadOnlyDictionary<string, string?> environment)
    {
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
    }

    /// <summary>The dotnet host that runs this process, or the one on the path.</summary>
    public static string DotnetHost =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
            : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root && File.Exists(Path.Combine(root, "dotnet")) ? Path.Combine(root, "dotnet")
            : "dotnet";

    /// <summary>The last lines that a program printed.</summary>
    public static string Tail(string log, int lines)
    {
        if (!File.Exists(log)) return "";
        var kept = File.ReadLines(log).Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(lines);
        return string.Join('\n', kept);
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(GraceSeconds + 2));
        try
        {
            await process.WaitForExitAsync(late.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsOfTheOuterBuild(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
