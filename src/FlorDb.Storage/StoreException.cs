namespace FlorDb.Storage;

/// <summary>The store can't do what was asked: the message says what was wrong, where, and what to do next.</summary>
public class StoreException : Exception
{
    /// <summary>Makes an exception without a message; prefer the others.</summary>
    public StoreException()
    {
    }

    /// <summary>Makes an exception with a message for people.</summary>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message for people and its cause.</summary>
    public StoreException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
