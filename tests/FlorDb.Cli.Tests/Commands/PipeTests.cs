using System.Diagnostics;
using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Commands;

/// <summary><c>flor</c> as a process of its own.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly SampleStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_reader_that_goes_away_is_no_error()
    {
        var flor = Path.Combine(AppContext.BaseDirectory, "flor.dll");
        var start = new ProcessStartInfo("/bin/bash", ["-c", $"dotnet '{flor}' runs --json | true; echo ${{PIPESTATUS[0]}}"])
        {
            WorkingDirectory = _store.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        Assert.Equal("0\n", await process.StandardOutput.ReadToEndAsync());
        Assert.Equal("", await error);
    }
}
