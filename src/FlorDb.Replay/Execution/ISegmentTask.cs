namespace FlorDb.Replay.Execution;

/// <summary>
/// A segment whose version is built. Who starts its worker tells it what becomes of that; disposing it, when its worker is gone, deletes what the worker had.
/// </summary>
internal interface ISegmentTask : IDisposable
{
    /// <summary>Makes what the worker needs.</summary>
    /// <exception cref="Exception">One that <see cref="WorkerTrouble.IsExpected"/> knows: the disk is full, a file can't be written.</exception>
    WorkerJob Prepare();

    /// <summary>The worker waits for its turn.</summary>
    /// <param name="reason">Where and why, as what follows the run's name: <c>waits in the queue</c>.</param>
    void Wait(string reason);

    /// <summary>The worker runs.</summary>
    /// <param name="node">The machine, where it is another one.</param>
    void Start(string? node);

    /// <summary>The worker is gone.</summary>
    /// <param name="seconds">How long it ran.</param>
    /// <param name="trouble">What went wrong, as what follows "the worker": <c>ended with exit code 7</c>; null when it came to its end.</param>
    void End(double seconds, string? trouble);
}
