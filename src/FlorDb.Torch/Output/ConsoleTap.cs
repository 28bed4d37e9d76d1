namespace FlorDb.Torch.Output;

/// <summary>
/// Lets watchers see what the program writes through <see cref="Console.Out"/> and <see cref="Console.Error"/>, which they get unchanged. The console is the
/// process's, so there is one tap for all runs in it; without watchers it is taken out again. What native code writes passes by.
/// </summary>
internal static class ConsoleTap
{
    private static readonly Lock Registration = new();
    private static volatile IConsoleWatcher[] _watchers = [];
    private static TappedWriter? _out;
    private static TappedWriter? _error;
    private static TextWriter? _installedOut;
    private static TextWriter? _installedError;

    /// <summary>Held while anything is written: by whom a terminal's line is drawn, too.</summary>
    public static Lock Gate { get; } = new();

    public static void Add(IConsoleWatcher watcher)
    {
        lock (Registration)
        {
            if (_watchers.Length == 0) Install();
            _watchers = [.. _watchers, watcher];
        }
    }

    public static void Remove(IConsoleWatcher watcher)
    {
        lock (Registration)
        {
            _watchers = [.. _watchers.Where(known => known != watcher)];
            if (_watchers.Length == 0) Uninstall();
        }
    }

    /// <summary>Writes a text of FlorDB's own to standard error, which no watcher sees. To be called with <see cref="Gate"/> held.</summary>
    public static void WritePast(string text)
    {
        var error = _error?.Inner ?? Console.Error;
        error.Write(text);
        error.Flush();
    }

    private static void Install()
    {
        _out = new TappedWriter(Console.Out, ConsoleStream.Out, () => _watchers);
        _error = new TappedWriter(Console.Error, ConsoleStream.Error, () => _watchers);
        Console.SetOut(_out);
        Console.SetError(_error);
        (_installedOut, _installedError) = (Console.Out, Console.Error);
    }

    /// <summary>Puts the writers back, but for one that the program has replaced since: its own stays.</summary>
    private static void Uninstall()
    {
        if (Console.Out == _installedOut) Console.SetOut(_out!.Inner);
        if (Console.Error == _installedError) Console.SetError(_error!.Inner);
        (_installedOut, _installedError) = (null, null);
    }
}
