namespace FlorDb.Storage;

/// <summary>
/// Records one run, or one replay part. When a method returns, what it wrote survives the death of the process; it survives a
/// loss of power after <see cref="Commit"/>, and by itself after the store's commit interval. Safe to use from several threads.
/// </summary>
public sealed class RunWriter : IDisposable
{
    internal RunWriter()
    {
    }

    /// <summary>The run.</summary>
    public RunKey Run => throw new NotImplementedException();

    /// <summary>Records a parameter of the run: an argument with the value that was used.</summary>
    /// <exception cref="ArgumentException">The name breaks the naming rule of <c>spec/file-format.md</c>.</exception>
    public void SetArgument(string name, in CellValue value) => throw new NotImplementedException();

    /// <summary>Starts an iteration of a loop. The iteration before it, if there was one, ends here.</summary>
    /// <param name="parent">The iteration around the loop.</param>
    /// <param name="loop">The loop's name.</param>
    /// <param name="index">
    /// The iteration's index: from 0; a loop that is entered again under the same name in the same parent goes on counting.
    /// </param>
    /// <param name="value">What the sequence yielded when it is a plain value; <see cref="CellValue.Null"/> otherwise.</param>
    public ContextId EnterIteration(ContextId parent, string loop, long index, in CellValue value) => throw new NotImplementedException();

    /// <summary>Ends a loop.</summary>
    /// <param name="parent">The iteration around the loop.</param>
    /// <param name="loop">The loop's name.</param>
    /// <param name="iterations">How many iterations of that name the parent has had.</param>
    /// <param name="completed">Whether the sequence was exhausted; false after a <c>break</c>.</param>
    public void EndLoop(ContextId parent, string loop, long iterations, bool completed) => throw new NotImplementedException();

    /// <summary>Records a cell. A name may be logged again in the same iteration: each value is kept, and the last one is the cell.</summary>
    /// <exception cref="ArgumentException">The name breaks the naming rule of <c>spec/file-format.md</c>, or the value is too large.</exception>
    public void Log(ContextId context, string name, in CellValue value) => throw new NotImplementedException();

    /// <summary>Starts to write a checkpoint. Nothing of it is visible before its commit.</summary>
    public CheckpointWriter BeginCheckpoint(CheckpointPosition position) => throw new NotImplementedException();

    /// <summary>Makes all that was recorded so far survive a loss of power; returns when it does.</summary>
    public void Commit() => throw new NotImplementedException();

    /// <summary>Records the end of the run, and seals its records.</summary>
    /// <param name="state">How it ended.</param>
    /// <param name="message">Why it failed; null otherwise.</param>
    public void Finish(RunState state, string? message = null) => throw new NotImplementedException();

    /// <summary>Records the end of a replay part, and seals its records.</summary>
    /// <exception cref="InvalidOperationException">The writer records a run, not a replay.</exception>
    public void FinishReplay(ReplaySummary summary) => throw new NotImplementedException();

    /// <summary>Closes the writer. A run that was not finished stays as interrupted.</summary>
    public void Dispose() => throw new NotImplementedException();
}
