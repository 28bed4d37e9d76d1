namespace FlorDb.Storage.Arrow;

/// <summary>Bytes that should be Arrow data are damaged, cut off, or use a feature that is not supported. The message says what and where.</summary>
public sealed class ArrowFormatException : StoreException
{
    /// <summary>Makes an exception without a message; prefer the others.</summary>
    public ArrowFormatException()
    {
    }

    /// <summary>Makes an exception with a message for people.</summary>
    public ArrowFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message for people and its cause.</summary>
    public ArrowFormatException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
