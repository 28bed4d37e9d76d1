namespace FlorDb.Torch;

/// <summary>The training program was started or used in a way that FlorDB can't go on with: the message says what was wrong and what to do next.</summary>
public sealed class FlorException : Exception
{
    /// <summary>Makes an exception without a message; prefer the others.</summary>
    public FlorException()
    {
    }

    /// <summary>Makes an exception with a message for people.</summary>
    public FlorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message for people and its cause.</summary>
    public FlorException(string message, Exception cause)
        : base(message, cause)
    {
    }

    /// <summary>The exit code of a program that ends because of this: 1 the work failed, 2 the user's mistake, 3 the store is damaged or of another version.</summary>
    public int ExitCode { get; init; } = FlorExit.Usage;
}
