using System.Diagnostics;
using FlorDb.Torch.Output;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Progress;

/// <summary>
/// Shows how far a run is in the last line of the terminal, while its loops run. The line gives way to what the program writes, and is gone when the run ends.
/// </summary>
internal sealed class ProgressDisplay : IConsoleWatcher, IDisposable
{
    private const string Erase = "\r\e[K";
    private const int UnknownWidth = 80;

    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(100);

    private readonly Session _session;
    private readonly LatestNumbers _numbers = new();
    private readonly LoopTracker _tracker = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly bool _outIsTerminal = !Console.IsOutputRedirected;
    private readonly Ticker _ticker;
    private string _shown = "";
    private bool _lineIsTaken;

    private ProgressDisplay(Session session)
    {
        _session = session;
        session.Numbers = _numbers;
        ConsoleTap.Add(this);
        _ticker = new Ticker("flor progress", FrameTime, Draw);
    }

    /// <summary>Starts to show, if a person sees standard error. Of several processes that share a terminal, as launchers start them, the first does.</summary>
    public static ProgressDisplay? TryStart(Session session)
    {
        bool canMoveCursor = Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return Console.IsErrorRedirected || !canMoveCursor || !session.IsFirstOfRanks ? null : new ProgressDisplay(session);
    }

    public void OnWriting(ConsoleStream stream, ReadOnlySpan<char> text)
    {
        if (stream == ConsoleStream.Out && !_outIsTerminal) return;
        Show("");
        _lineIsTaken = text[^1] != '\n';
    }

    public void OnWritten(ConsoleStream stream, ReadOnlySpan<char> text)
    {
    }

    public void Dispose()
    {
        _ticker.Dispose();
        ConsoleTap.Remove(this);
        if (!ConsoleTap.Gate.TryEnter(Ticker.Patience)) return;
        Show("");
        ConsoleTap.Gate.Exit();
    }

    private void Draw()
    {
        string line = ProgressLine.Write(_tracker.Look(_session.Top, Stopwatch.GetElapsedTime(_start)), _numbers.Read(), Width() - 1);
        lock (ConsoleTap.Gate)
            if (!_lineIsTaken) Show(line);
    }

    /// <summary>Replaces the line. To be called with the gate held.</summary>
    private void Show(string line)
    {
        if (line == _shown) return;
        ConsoleTap.WritePast(line.Length == 0 ? Erase : $"\r{line}\e[K");
        _shown = line;
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UnknownWidth;
        }
        catch (Exception failure) when (failure is IOException or PlatformNotSupportedException)
        {
            return UnknownWidth;
        }
    }
}
