using System.Runtime.InteropServices;

namespace FlorDb.Cli.Hosting;

/// <summary>Ctrl-C while something runs: the first cancels it, the second ends the process at once.</summary>
internal sealed class Interruption : IDisposable
{
    private const string ShowCursor = "\e[?25h";
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Terminal _terminal;
    private int _signals;

    /// <summary>Starts to listen.</summary>
    public Interruption(Terminal terminal, CancellationToken outer)
    {
        _terminal = terminal;
        _source = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    /// <summary>Is cancelled by Ctrl-C.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            if (_terminal.ErrorIsTerminal && _terminal.CanMoveCursor) _terminal.Error.Write(ShowCursor);
            Environment.Exit(ExitCode.Interrupted);
        }

        _source.Cancel();
    }
}
