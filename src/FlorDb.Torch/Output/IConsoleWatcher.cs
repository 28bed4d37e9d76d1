namespace FlorDb.Torch.Output;

/// <summary>Is told what the program writes through <see cref="Console"/>. Called by the thread that writes.</summary>
internal interface IConsoleWatcher
{
    /// <summary>A text is about to be written. Called with <see cref="ConsoleTap.Gate"/> held.</summary>
    void OnWriting(ConsoleStream stream, ReadOnlySpan<char> text);

    /// <summary>A text was written. Called without the gate.</summary>
    void OnWritten(ConsoleStream stream, ReadOnlySpan<char> text);
}
