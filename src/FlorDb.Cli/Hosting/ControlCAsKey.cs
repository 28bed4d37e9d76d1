namespace FlorDb.Cli.Hosting;

/// <summary>While it lives, Ctrl-C is a key for the line editor and not a signal.</summary>
internal sealed class ControlCAsKey : IDisposable
{
    private ControlCAsKey()
    {
    }

    /// <summary>Begins it; null where there is no terminal to be set.</summary>
    public static ControlCAsKey? Begin()
    {
        if (Console.IsInputRedirected) return null;
        Console.TreatControlCAsInput = true;
        return new ControlCAsKey();
    }

    /// <inheritdoc/>
    public void Dispose() => Console.TreatControlCAsInput = false;
}
