using System.Diagnostics;
using System.Globalization;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>A child process that records a run and tells which values are acknowledged.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;

    public WriterProcess(string store, string label, long count)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "FlorDb.Storage.CrashWriter.dll");
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        _process = Process.Start(new ProcessStartInfo(host, [program, store, count.ToString(CultureInfo.InvariantCulture), label])
        {
            RedirectStandardOutput = true,

            // A process that is killed would leave its diagnostic sockets in the temporary folder.
            Environment = { ["DOTNET_EnableDiagnostics"] = "0" },
        })!;
    }

    /// <summary>The values that the process has acknowledged so far.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>Reads on until that many values are acknowledged; false if the process ended before.</summary>
    public bool WaitFor(long count)
    {
        while (Acknowledged < count)
            if (!ReadLine()) return false;
        return true;
    }

    /// <summary>Kills the process with SIGKILL and reads what it said before.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        while (ReadLine())
        {
        }
    }

    public void WaitForEnd()
    {
        while (ReadLine())
        {
        }

        _process.WaitForExit();
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }

    private bool ReadLine()
    {
        if (_process.StandardOutput.ReadLine() is not { } line) return false;
        // A last line without its end may be a part of a number.
        if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value == Acknowledged) Acknowledged++;
        return true;
    }
}
