namespace FlorDb.Storage;

/// <summary>Something can't be done with a run while a program records it.</summary>
public sealed class RunInProgressException : StoreException
{
    /// <summary>Makes an exception without a message; prefer the others.</summary>
    public RunInProgressException()
    {
    }

    /// <summary>Makes an exception with a message for people.</summary>
    public RunInProgressException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message for people and its cause.</summary>
    public RunInProgressException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
