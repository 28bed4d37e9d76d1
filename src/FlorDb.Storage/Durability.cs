namespace FlorDb.Storage;

/// <summary>
/// What of a run survives when the machine loses its power. That a process is killed costs nothing at any level: what a call returned from is there.
/// The end of a run is durable at every level before <see cref="RunWriter.Finish"/> returns, and so is all before a
/// <see cref="RunWriter.Commit"/> that returned.
/// </summary>
public enum Durability
{
    /// <summary>Only what was committed: nothing is flushed by itself.</summary>
    Process,

    /// <summary>
    /// A flush begins in the background when an iteration of an outermost loop ends, and the end of a later one waits for it once it is late by
    /// <see cref="StoreOptions.CommitInterval"/>. So what is lost is what was recorded since the last such end, and, where iterations are shorter
    /// than that interval, at most what was recorded in it.
    /// </summary>
    Iteration,

    /// <summary>As <see cref="Iteration"/>, and in addition a flush every <see cref="StoreOptions.CommitInterval"/>.</summary>
    Interval,

    /// <summary>All that a call returned from: each waits for a flush, which threads that record at once share.</summary>
    Call,
}
