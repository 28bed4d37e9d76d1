using System.Diagnostics;
using System.Text;

namespace FlorDb.Cli.Tests.Support;

/// <summary>A real <c>flor</c> in a real terminal, which util-linux's <c>script</c> makes.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly Process _process;
    private readonly StringBuilder _shown = new();
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    /// <summary>Starts it in a folder.</summary>
    public PseudoTerminal(string folder, string arguments = "")
    {
        var flor = Path.Combine(AppContext.BaseDirectory, "flor.dll");
        var start = new ProcessStartInfo("script", ["-qfec", $"stty cols 100 rows 40; exec dotnet '{flor}' {arguments}", "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["XDG_STATE_HOME"] = Path.Combine(folder, "state");
        start.Environment.Remove("FLOR_STORE");
        _process = Process.Start(start)!;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>All that was shown so far.</summary>
    public string Shown
    {
        get
        {
            lock (_shown) return _shown.ToString();
        }
    }

    /// <summary>Types keys: <c>\r</c> is Enter, <c>\x03</c> is Ctrl-C, <c>\x04</c> is Ctrl-D.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until a text is shown, after the one that was waited for before.</summary>
    public async Task WaitForAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_shown)
            {
                var at = _shown.ToString().IndexOf(text, _seen, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _seen = at + text.Length;
                    return;
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"'{text}' was not shown. What was shown: {Shown}");
            }
        }
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (_shown)
            {
                _shown.Append(buffer, 0, count);
                _more.SetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
