namespace FlorDb.Replay.Propagation;

/// <summary>A version can't be replayed; the message is the reason, for people. Never leaves this assembly.</summary>
internal sealed class RefusedException : Exception
{
    public RefusedException()
    {
    }

    public RefusedException(string message)
        : base(message)
    {
    }

    public RefusedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
