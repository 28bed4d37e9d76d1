using System.Diagnostics;
using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Records a run. State is captured before each outermost loop, at the end of each of its iterations and after it, and after each loop that is
/// nested directly in it.
/// </summary>
internal sealed class RecordingSession : Session
{
    private readonly RunRecorder _recorder;
    private readonly CheckpointQueue? _checkpoints;
    private readonly BufferPool _buffers = new();
    private readonly HashSet<(long Iteration, string Loop)> _unwound = [];

    /// <param name="writer">Where to; the session disposes it.</param>
    /// <param name="store">Disposed after the writer.</param>
    /// <param name="runId">The run's label.</param>
    /// <param name="options">The user's choices.</param>
    /// <param name="warn">Tells people what they should know.</param>
    public RecordingSession(RunWriter writer, IDisposable store, string runId, FlorOptions options, Action<string> warn)
    {
        _recorder = new RunRecorder(writer, store, options.OnStoreError, warn);
        RunId = runId;
        if (options.Checkpoints) _checkpoints = new CheckpointQueue(writer, warn);
    }

    public override string RunId { get; }

    public override bool IsReplay => false;

    public override CellValue? FindRecordedArgument(string name) => null;

    public override void SetArgument(string name, CellValue value) => _recorder.SetArgument(name, value);

    public override void Log(string name, in CellValue value) => _recorder.Log(Top.Context, name, value);

    public override long? Seek(LoopFrame frame) => 0;

    public override void Arrive(LoopFrame frame)
    {
    }

    protected override void OnEnter(LoopFrame frame)
    {
        if (frame.Path.Depth == 1) Capture(LoopPositions.Before(frame));
    }

    protected override void OnBegin(LoopFrame frame) =>
        frame.Context = _recorder.EnterIteration(frame.Parent!.Context, frame.Name, frame.Current, frame.Value);

    protected override void OnEndIteration(LoopFrame frame)
    {
        if (frame.Path.Depth != 1) return;
        Capture(LoopPositions.IterationEnd(frame));
        _unwound.Clear();
    }

    protected override void OnExit(LoopFrame frame, LoopExit exit)
    {
        if (exit == LoopExit.Unwound)
        {
            _unwound.Add((frame.Parent!.Current, frame.Name));
            return;
        }

        _recorder.EndLoop(frame.Parent!.Context, frame.Name, frame.Next, completed: exit == LoopExit.Exhausted);
        if (frame.Path.Depth <= 2 && !FollowsUnwound(frame)) Capture(LoopPositions.After(frame));
    }

    protected override void OnEnd(RunState state, string? message)
    {
        _checkpoints?.Dispose();
        _recorder.Finish(state, message);
    }

    /// <summary>
    /// Whether an execution of the same loop in the same iteration was cut off by an exception that the program caught. A replay can't tell such
    /// executions apart, so it must not find a state to skip them with.
    /// </summary>
    private bool FollowsUnwound(LoopFrame frame) => _unwound.Contains((frame.Parent!.Current, frame.Name));

    private void Capture(CheckpointPosition position)
    {
        if (_checkpoints is null || _recorder.HasStopped) return;
        long start = Stopwatch.GetTimestamp();
        var captured = DateTimeOffset.UtcNow;
        var snapshot = new Snapshot(_buffers);
        State.Capture(snapshot);
        _checkpoints.Add(new PendingCheckpoint(position, snapshot, captured, Stopwatch.GetElapsedTime(start).TotalSeconds));
    }
}
