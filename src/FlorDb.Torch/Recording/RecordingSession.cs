using FlorDb.Storage;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Resuming;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Records a run. State is captured before each outermost loop, at the end of each of its iterations and after it, and after each loop that is
/// nested directly in it, wherever the policy wants it.
/// </summary>
internal sealed class RecordingSession : Session
{
    private readonly RunRecorder _recorder;
    private readonly CheckpointRecorder? _checkpoints;
    private readonly HashSet<(long Iteration, string Loop)> _unwound = [];
    private readonly Resumption? _resumption;
    private readonly Membership? _ranks;

    /// <param name="writer">Where to; the session disposes it.</param>
    /// <param name="store">Disposed after the writer.</param>
    /// <param name="runId">The run's label.</param>
    /// <param name="options">The user's choices.</param>
    /// <param name="warn">Tells people what they should know.</param>
    /// <param name="resumed">Where the run goes on that another process has begun; null for a new run.</param>
    /// <param name="ranks">The place among processes that train together; null for a training of one. The session disposes it.</param>
    public RecordingSession(
        RunWriter writer, FlorStore store, string runId, FlorOptions options, Action<string> warn, ResumePoint? resumed = null, Membership? ranks = null)
    {
        _ranks = ranks;
        _recorder = new RunRecorder(writer, store, options.OnStoreError, warn);
        RunId = runId;
        var policy = options.Checkpoints ?? CheckpointPolicy.Adaptive;
        if (policy != CheckpointPolicy.Off) _checkpoints = new CheckpointRecorder(writer, store, State, policy, options, warn, ranks?.Agree(policy));
        if (resumed is not null) _resumption = new Resumption(resumed, writer, State, (loop, executions, taken) => _checkpoints?.GoOnFrom(loop, executions, taken));
    }

    public override string RunId { get; }

    /// <summary>Takes checkpoints; null where none are wanted, or where the store has failed.</summary>
    private CheckpointRecorder? Checkpoints => _recorder.HasStopped ? null : _checkpoints;

    public override bool IsReplay => false;

    public override bool IsFirstOfRanks => _ranks?.Launch.IsLead ?? true;

    public override CellValue? FindRecordedArgument(string name) => _resumption?.FindArgument(name);

    public override void SetArgument(string name, CellValue value) => _recorder.SetArgument(name, value);

    public override void LogForRun(string name, in CellValue value) => _recorder.Log(ContextId.Root, name, value);

    /// <summary>The resumption of a run, until it is where the run goes on: up to there nothing is executed but what stands outside of loops.</summary>
    private Resumption? CatchingUp => _resumption is { HasArrived: false } ? _resumption : null;

    public override long? Seek(LoopFrame frame) => CatchingUp is { } resumption ? resumption.Seek(frame) : 0;

    public override void Arrive(LoopFrame frame) => CatchingUp?.Arrive();

    public override FlorException? FindShortfall() => CatchingUp?.FindShortfall();

    protected override void OnLog(string name, in CellValue value) => _recorder.Log(Place.Context, name, CatchingUp?.Recall(Place, name, value) ?? value);

    protected override void OnEnter(LoopFrame frame)
    {
        if (CatchingUp is { } resumption) resumption.Enter(frame);
        else if (frame.Path.Depth == 1) Checkpoints?.CaptureBoundary(frame.Name, LoopPositions.Before(frame));
    }

    protected override void OnBegin(LoopFrame frame)
    {
        frame.Context = _recorder.EnterIteration(frame.Parent!.Context, frame.Name, frame.Current, frame.Value);
        if (frame.Path.Depth == 1) Checkpoints?.BeginIteration(frame.Name, frame.Current);
        if (frame.Path.Depth == 2) Checkpoints?.BeginNested(frame.Current);
    }

    protected override void OnEndIteration(LoopFrame frame)
    {
        if (frame.Path.Depth != 1) return;
        Checkpoints?.CaptureInIteration(frame.Name, LoopPositions.IterationEnd(frame));
        Checkpoints?.EndIteration(frame.Name);
        _unwound.Clear();
    }

    protected override void OnExit(LoopFrame frame, LoopExit exit)
    {
        if (exit == LoopExit.Skipped) return;
        if (exit == LoopExit.Unwound)
        {
            _unwound.Add((frame.Parent!.Current, frame.Name));
            return;
        }

        _recorder.EndLoop(frame.Parent!.Context, frame.Name, frame.Next, completed: exit == LoopExit.Exhausted);
        if (FollowsUnwound(frame)) return;
        if (frame.Path.Depth == 1) Checkpoints?.CaptureBoundary(frame.Name, LoopPositions.After(frame));
        if (frame.Path.Depth == 2) Checkpoints?.CaptureInIteration(frame.Parent.Name, LoopPositions.After(frame));
    }

    protected override void OnEnd(RunState state, string? message)
    {
        _ranks?.Close();
        _checkpoints?.Dispose();
        _recorder.Finish(state, message);
        _resumption?.Dispose();
        _ranks?.Dispose();
    }

    /// <summary>
    /// Whether an execution of the same loop in the same iteration was cut off by an exception that the program caught. A replay can't tell such
    /// executions apart, so it must not find a state to skip them with.
    /// </summary>
    private bool FollowsUnwound(LoopFrame frame) => _unwound.Contains((frame.Parent!.Current, frame.Name));
}
