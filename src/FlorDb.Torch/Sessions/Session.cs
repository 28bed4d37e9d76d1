using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Progress;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Sessions;

/// <summary>What a training program's calls do: recording a run, new or resumed, or replaying one. Called by the training thread, but for <see cref="End"/>.</summary>
internal abstract class Session : IDisposable
{
    private int _ended;

    /// <summary>The run's label.</summary>
    public abstract string RunId { get; }

    /// <summary>Whether a recorded run is executed again.</summary>
    public abstract bool IsReplay { get; }

    /// <summary>Whether this process is alone, or rank 0 of several that train together.</summary>
    public virtual bool IsFirstOfRanks => true;

    /// <summary>Called with a failure that ends the session; returns when it is to be thrown.</summary>
    public Action<FlorException> Fail { get; set; } = _ => { };

    /// <summary>Whether somebody looks at how far the loops are.</summary>
    public bool ShowsProgress => Numbers is not null;

    /// <summary>The exit code of a process that ends with an exception.</summary>
    public virtual int FailureExitCode => FlorExit.Failed;

    /// <summary>Whether the program is inside of a loop.</summary>
    public bool IsInLoop => Top.Parent is not null;

    /// <summary>Whether the session has ended.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>The state that checkpoints hold.</summary>
    public StateRegistry State { get; } = new();

    /// <summary>The innermost loop that is running; the run as a whole outside of all loops. May be read by any thread.</summary>
    public LoopFrame Top { get; private set; } = LoopFrame.Root();

    /// <summary>The iteration that a log belongs to: of the innermost loop, or, as long as that waits for its first element, of the loop around it.</summary>
    protected LoopFrame Place => Top is { Current: < 0, Parent: { } parent } ? parent : Top;

    /// <summary>Called as the session ends, while it can still log.</summary>
    public event Action? Ending;

    /// <summary>Notes the numbers that are logged, if somebody wants to see them.</summary>
    public LatestNumbers? Numbers { get; set; }

    /// <summary>The value of an argument in the run that is replayed or resumed; null if it had none, and in a new run.</summary>
    public abstract CellValue? FindRecordedArgument(string name);

    /// <summary>Notes an argument with the value that is used.</summary>
    public abstract void SetArgument(string name, CellValue value);

    /// <summary>What the program has left undone that ends now; null if nothing.</summary>
    public virtual FlorException? FindShortfall() => null;

    /// <summary>Logs a value in the current iteration. An array's or tensor's cell may be lent by the caller until the call returns: who keeps it copies it.</summary>
    public void Log(string name, in CellValue value)
    {
        OnLog(name, value);
        Numbers?.Note(name, value);
    }

    /// <summary>Logs a value for the run as a whole, whatever loop it is in. A replay ignores it.</summary>
    public virtual void LogForRun(string name, in CellValue value)
    {
    }

    /// <summary>Enters a loop in the current iteration; its length is that of the sequence, where it is known.</summary>
    /// <exception cref="ObjectDisposedException">The session has ended.</exception>
    /// <exception cref="InvalidOperationException">The loop, or one around it, has that name.</exception>
    public LoopFrame EnterLoop(string name, bool isStored, long? length)
    {
        EnsureLive();
        if (Top.IsInside(name))
            throw new InvalidOperationException($"The loop \"{name}\" is running already: give the loop inside of it another name. A loop whose enumerator nobody has disposed still runs.");
        Top = Top.Enter(name, isStored, length);
        OnEnter(Top);
        return Top;
    }

    /// <summary>Decides how many elements of the sequence are passed over before the next iteration; null ends the loop without asking the sequence.</summary>
    public abstract long? Seek(LoopFrame frame);

    /// <summary>Called after elements were passed over, right before the sequence is asked for the next one.</summary>
    public abstract void Arrive(LoopFrame frame);

    /// <summary>Starts the next iteration.</summary>
    public void BeginIteration(LoopFrame frame, in CellValue value)
    {
        frame.Begin(value);
        OnBegin(frame);
    }

    /// <summary>Ends the current iteration, which came to its end.</summary>
    public void EndIteration(LoopFrame frame)
    {
        EnsureLive();
        Surface(frame);
        OnEndIteration(frame);
    }

    /// <summary>Ends a loop.</summary>
    public void ExitLoop(LoopFrame frame, LoopExit exit)
    {
        if (HasEnded) return;
        Surface(frame);
        Top = frame.Parent!;
        OnExit(frame, exit);
        frame.Close();
    }

    /// <summary>Ends the session, once: later calls do nothing. May be called from any thread.</summary>
    public void End(RunState state, string? message)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        Ending?.Invoke();
        OnEnd(state, message);
    }

    /// <summary>Ends a session that nobody ended, as interrupted.</summary>
    public void Dispose()
    {
        End(RunState.Interrupted, null);
        GC.SuppressFinalize(this);
    }

    protected abstract void OnLog(string name, in CellValue value);

    protected abstract void OnEnter(LoopFrame frame);

    protected abstract void OnBegin(LoopFrame frame);

    protected abstract void OnEndIteration(LoopFrame frame);

    protected abstract void OnExit(LoopFrame frame, LoopExit exit);

    protected abstract void OnEnd(RunState state, string? message);

    private void EnsureLive()
    {
        ProcessWatch.WaitIfEnding();
        ObjectDisposedException.ThrowIf(HasEnded, typeof(Flor));
    }

    /// <summary>Ends loops inside of a frame whose enumerators were dropped without being disposed.</summary>
    private void Surface(LoopFrame frame)
    {
        for (var loop = Top; loop != frame; loop = loop.Parent)
            if (loop.Parent is null)
                throw new InvalidOperationException($"The loop \"{frame.Name}\" goes on after the loop around it did. Loops are nested, and of a run's loops only one goes on at a time: on several threads, start a run on each.");
        while (Top != frame) ExitLoop(Top, LoopExit.Left);
    }
}
