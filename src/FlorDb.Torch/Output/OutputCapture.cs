using FlorDb.Storage;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Output;

/// <summary>
/// Logs the lines that the program writes as <c>console/out</c> and <c>console/error</c>, in the iteration in which they were written. Of a line that is drawn again and
/// again behind carriage returns, what stands there at its end.
/// </summary>
internal sealed class OutputCapture(Session session) : IConsoleWatcher, IDisposable
{
    /// <summary>The lines of a run that are kept; one more says that the rest is not.</summary>
    public const int MostLines = 100_000;

    /// <summary>The characters of a line that are kept.</summary>
    public const int MostCharacters = 4_096;

    private const string OutName = "console/out";
    private const string ErrorName = "console/error";

    [ThreadStatic]
    private static bool _isLogging;

    private readonly Lock _gate = new();
    private readonly LineBuffer _out = new(MostCharacters);
    private readonly LineBuffer _error = new(MostCharacters);
    private int _lines;

    /// <summary>Starts to capture.</summary>
    public static OutputCapture Start(Session session)
    {
        var capture = new OutputCapture(session);
        ConsoleTap.Add(capture);
        return capture;
    }

    public void OnWriting(ConsoleStream stream, ReadOnlySpan<char> text)
    {
    }

    public void OnWritten(ConsoleStream stream, ReadOnlySpan<char> text)
    {
        if (_isLogging || session.HasEnded) return;
        var (name, buffer) = stream == ConsoleStream.Out ? (OutName, _out) : (ErrorName, _error);
        List<string> lines;
        lock (_gate) lines = buffer.Add(text);
        foreach (string line in lines) Log(name, line);
    }

    /// <summary>Stops, and logs what was written without an end of the line.</summary>
    public void Dispose()
    {
        ConsoleTap.Remove(this);
        string? outRest, errorRest;
        lock (_gate) (outRest, errorRest) = (_out.TakeRest(), _error.TakeRest());
        if (outRest is not null) Log(OutName, outRest);
        if (errorRest is not null) Log(ErrorName, errorRest);
    }

    private void Log(string name, string line)
    {
        int number = Interlocked.Increment(ref _lines);
        if (number > MostLines + 1) return;
        _isLogging = true;
        try
        {
            session.Log(name, CellValue.Of(number <= MostLines ? line : $"The run has written {MostLines} lines: those after it are not kept."));
        }
        catch (Exception failure) when (failure is StoreException or ArgumentException)
        {
            // Who prints must not fail by it. A store that has failed tells of it where the program logs.
            Interlocked.Exchange(ref _lines, MostLines + 1);
        }
        finally
        {
            _isLogging = false;
        }
    }
}
