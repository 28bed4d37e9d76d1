using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Replaying;
using FlorDb.Torch.Sessions;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Resuming;

/// <summary>
/// Brings a program to where a run that died goes on. Outermost loops before that are passed over as in a replay; in the loop itself, the sequence is passed over
/// up to the iteration. When the checkpoint's state is back, the new record takes the place of the old one, and from there on all is as in any other run.
/// </summary>
internal sealed class Resumption : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RecordedRun _record;
    private readonly RunWriter _writer;
    private readonly StateSeeker _seeker;
    private readonly Action<string, long, long> _goOnFrom;
    private readonly Dictionary<string, CellValue> _arguments;
    private readonly Dictionary<string, PassedLoop> _passed = new(StringComparer.Ordinal);
    private CheckpointInfo _checkpoint;
    private RecordedLoop? _entered;
    private volatile bool _hasArrived;

    /// <param name="point">Where the run goes on; its record is disposed.</param>
    /// <param name="writer">Records the run.</param>
    /// <param name="state">What the state is brought back to.</param>
    /// <param name="goOnFrom">Is told of each outermost loop how many iterations and checkpoints were passed over.</param>
    public Resumption(ResumePoint point, RunWriter writer, StateRegistry state, Action<string, long, long> goOnFrom)
    {
        (_record, _checkpoint) = point;
        _writer = writer;
        _goOnFrom = goOnFrom;
        _seeker = new StateSeeker(_record, state);
        _arguments = _record.ReadArguments();
    }

    /// <summary>Whether the run goes on. From any thread.</summary>
    public bool HasArrived => _hasArrived;

    private CheckpointPosition Position => _checkpoint.Position;

    private string Loop => Position.Path.Loops[0];

    /// <summary>The value that an argument had; null if the run did not have it.</summary>
    public CellValue? FindArgument(string name) => _arguments.TryGetValue(name, out var value) ? value : null;

    /// <summary>
    /// What was logged outside of loops by the run that died; where it logged nothing, the value at hand. Between loops that are passed over, the program's state need
    /// not be what it was. From any thread.
    /// </summary>
    public CellValue Recall(LoopFrame root, string name, CellValue value)
    {
        lock (_gate)
        {
            int occurrence = root.CountOccurrence(name);
            if (_hasArrived || _arguments.ContainsKey(name)) return value;
            return _record.FindCell(root, occurrence, name, out var recorded) == CellOrigin.Recorded ? recorded : value;
        }
    }

    /// <summary>The program enters a loop. Loops that are nested in others come only when the run goes on.</summary>
    public void Enter(LoopFrame frame) => _entered = _record.TakeLoop(frame);

    /// <inheritdoc cref="Session.Seek"/>
    public long? Seek(LoopFrame frame) => OnStore(() => IsHere(frame, _entered!) ? SeekHere(frame) : PassOver(frame, _entered!));

    /// <inheritdoc cref="Session.Arrive"/>
    public void Arrive() => OnStore(() =>
    {
        _seeker.Arrive();
        TakeOver();
        return true;
    });

    /// <summary>Why a program that comes to its end now has resumed nothing.</summary>
    public FlorException FindShortfall() => new(
        $"The program came to its end before it came to {Describe()}, where the run was to go on: nothing was resumed, and the run is as it was.")
    { ExitCode = FlorExit.Failed };

    public void Dispose() => _record.Dispose();

    /// <summary>Whether a loop is the one at, or in, which the run goes on.</summary>
    private bool IsHere(LoopFrame frame, RecordedLoop recorded) => frame.Name == Loop && Position.Moment switch
    {
        CheckpointMoment.BeforeLoop => frame.Start == Position.Iterations,
        CheckpointMoment.IterationEnd => frame.Start < Position.Iterations && Position.Iterations <= recorded.EndIndex,
        _ => recorded.End?.Iterations == Position.Iterations,
    };

    private long? SeekHere(LoopFrame frame)
    {
        if (Position.Moment == CheckpointMoment.AfterLoop) return PassOver(frame, _entered!);
        if (Position.Moment == CheckpointMoment.BeforeLoop) return _seeker.SeekTo(frame, frame.Next);
        if (!frame.IsStored && _record.FindCheckpoint(LoopPositions.Before(frame)) is null) throw NoStart(frame);
        long skipped = _seeker.SeekTo(frame, Position.Iterations);
        if (frame.Next < Position.Iterations) GoOnEarlier(frame);
        if (frame.Next > frame.Start) Pass(frame.Name, frame.Next, executions: 0);
        return skipped;
    }

    /// <summary>The newest checkpoints are of objects that the program registers in iterations that would be passed over: those are executed again.</summary>
    private void GoOnEarlier(LoopFrame frame) =>
        _checkpoint = _record.FindCheckpoint(frame.Next > frame.Start ? LoopPositions.IterationEnd(frame, frame.Next - 1) : LoopPositions.Before(frame)) ?? throw Misfit();

    private long? PassOver(LoopFrame frame, RecordedLoop recorded)
    {
        if (!recorded.Exists) throw Unknown(frame);
        bool isHere = Position.Moment == CheckpointMoment.AfterLoop && IsHere(frame, recorded);
        bool isRestored = recorded.End is { } end && _seeker.TrySkipRest(frame, end);
        if (isHere && !isRestored) throw Misfit();
        if (!isRestored) frame.SkipTo(recorded.EndIndex);
        Pass(frame.Name, recorded.EndIndex, recorded.End is null ? 0 : 1);
        if (isHere) TakeOver();
        return null;
    }

    private void Pass(string loop, long iterations, int executions) =>
        _passed[loop] = new PassedLoop(loop, iterations, executions + (_passed.GetValueOrDefault(loop)?.Executions ?? 0));

    private void TakeOver()
    {
        lock (_gate)
        {
            _writer.TakeOver(new RunCut(_checkpoint, [.. _passed.Values]));
            foreach (var loop in _passed.Values) _goOnFrom(loop.Loop, loop.Iterations, _record.CountCheckpointsIn(loop.Loop));
            _hasArrived = true;
            _record.Dispose();
        }
    }

    private static T OnStore<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StoreException failure)
        {
            throw new FlorException($"The run can't go on, and is as it was. {failure.Message}", failure) { ExitCode = FlorExit.Store };
        }
    }

    private string Describe() => Position.Moment switch
    {
        CheckpointMoment.BeforeLoop => $"the loop \"{Loop}\"",
        CheckpointMoment.IterationEnd => $"iteration {Position.Iterations} of the loop \"{Loop}\"",
        _ => $"the end of the loop \"{Loop}\"",
    };

    private FlorException Unknown(LoopFrame frame) => new(
        $"The program enters the loop \"{frame.Name}\" before it comes to {Describe()}, where the run goes on, and the run has not had that loop there. "
        + "Resume with the code that it was begun with, or start a new run.")
    { ExitCode = FlorExit.Failed };

    private FlorException Misfit() => new(
        $"The state at {Describe()}, where the run goes on, is of other objects than the program has registered when it comes there. "
        + "Register what checkpoints hold before the loops, or start a new run.")
    { ExitCode = FlorExit.Failed };

    private FlorException NoStart(LoopFrame frame) => new(
        $"The loop \"{frame.Name}\" can't go on at iteration {Position.Iterations}: its sequence is generated while it runs, and there is no checkpoint of the state before the loop, "
        + "so that it might not give the same elements again. Start a new run; one over a collection, such as an array, can go on.")
    { ExitCode = FlorExit.Failed };
}
