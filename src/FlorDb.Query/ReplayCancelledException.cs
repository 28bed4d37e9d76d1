using FlorDb.Query.Hindsight;

namespace FlorDb.Query;

/// <summary>A query was cancelled during its replay. The cells that were finished stay in the store.</summary>
public sealed class ReplayCancelledException : OperationCanceledException
{
    /// <summary>Makes an exception without an outcome; prefer the others.</summary>
    public ReplayCancelledException()
        : this("The query was cancelled during its replay.")
    {
    }

    /// <summary>Makes an exception with a message and without an outcome.</summary>
    public ReplayCancelledException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause, without an outcome.</summary>
    public ReplayCancelledException(string message, Exception cause)
        : base(message, cause)
    {
    }

    internal ReplayCancelledException(ReplayOutcome outcome, CancellationToken cancellation)
        : base("The query was cancelled during its replay; the cells that were finished stay.", cancellation) => Outcome = outcome;

    /// <summary>What was done before the replay stopped; null if that is not known.</summary>
    public ReplayOutcome? Outcome { get; }
}
