using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Replaying;

/// <summary>Executes the wanted parts of a recorded run again: fills missing cells, and compares all else that it comes by with the record.</summary>
internal sealed partial class ReplayingSession : Session
{
    private readonly ReplaySegment _segment;
    private readonly RecordedRun _record;
    private readonly StateSeeker _seeker;
    private readonly RunWriter _writer;
    private readonly IDisposable _store;
    private readonly Action<int> _exit;
    private readonly OverlayWriter _overlay;
    private readonly SegmentProgress _progress;
    private readonly HashSet<string> _wanted;
    private readonly Tally _tally = new();
    private readonly Dictionary<LoopFrame, RecordedLoop> _loops = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _before;
    private double? _startupSeconds;
    private bool _failedWhereCutOff;

    /// <param name="segment">What to execute. Where its header names no cells, all that the record lacks are filled.</param>
    /// <param name="record">The run; the session disposes it.</param>
    /// <param name="writer">Where the filled cells go; the session disposes it.</param>
    /// <param name="store">Disposed last.</param>
    /// <param name="exit">Ends the process.</param>
    /// <param name="before">How long the process was at work before.</param>
    public ReplayingSession(ReplaySegment segment, RecordedRun record, RunWriter writer, IDisposable store, Action<int> exit, TimeSpan before = default)
    {
        _segment = segment;
        _record = record;
        _seeker = new StateSeeker(record, State);
        _writer = writer;
        _store = store;
        _exit = exit;
        _before = before;
        _overlay = new OverlayWriter(writer);
        _progress = new SegmentProgress(segment.Loops);
        _wanted = segment.Header.Names.ToHashSet(StringComparer.Ordinal);
    }

    public override string RunId => _record.Info.Header.RunId;

    public override bool IsReplay => true;

    /// <summary>An iteration that the record shows as cut off may fail again where it was cut off.</summary>
    public override int FailureExitCode => IsCutOff ? FlorExit.Fine : FlorExit.Failed;

    private double Seconds => (_before + Stopwatch.GetElapsedTime(_start)).TotalSeconds;

    private bool IsCutOff => _failedWhereCutOff || (Outermost is { } loop && IsCutOffIn(loop));

    private LoopFrame? Outermost
    {
        get
        {
            var frame = Top;
            while (frame.Path.Depth > 1) frame = frame.Parent!;
            return frame.Path.Depth == 1 ? frame : null;
        }
    }

    public override CellValue? FindRecordedArgument(string name) => _record.FindArgument(name);

    public override void SetArgument(string name, CellValue value)
    {
    }

    protected override void OnLog(string name, in CellValue value)
    {
        CellName.Check(name);
        var place = Place;
        int occurrence = place.CountOccurrence(name);
        switch (_record.FindCell(place, occurrence, name, out var recorded))
        {
            case CellOrigin.Recorded:
                _tally.Compare(recorded == value ? null : $"\"{name}\" in {Describe(place)} is another value than in the record");
                break;
            case CellOrigin.Overlaid:
                _overlay.Hold(place, name, value);
                break;
            case CellOrigin.Missing when _wanted.Count == 0 || _wanted.Contains(name):
                _tally.Fill(_overlay.Log(place, name, occurrence, value));
                break;
        }
    }

    protected override void OnEnter(LoopFrame frame)
    {
        _startupSeconds ??= Seconds;
        _loops.Add(frame, _record.TakeLoop(frame));
    }

    protected override void OnBegin(LoopFrame frame)
    {
        frame.Context = default;
        _overlay.LeaveIteration(frame);
        if (_record.FindIteration(frame) is { } recorded && recorded.Value != frame.Value)
            _tally.Compare($"{Describe(frame)} has another value than in the record");
    }

    protected override void OnEndIteration(LoopFrame frame)
    {
        if (frame.Path.Depth != 1) return;
        CompareState(LoopPositions.IterationEnd(frame), frame);
        _progress.Pass(frame.Name, frame.Next);
        if (IsCutOff) Finish();
    }

    protected override void OnExit(LoopFrame frame, LoopExit exit)
    {
        _overlay.LeaveIteration(frame);
        _loops.Remove(frame, out var recorded);
        if (exit is LoopExit.Exhausted or LoopExit.Left) CompareEnd(frame, exit, recorded!);
        if (frame.Path.Depth != 1) return;
        frame.SkipTo(Math.Max(frame.Next, recorded!.EndIndex));
        _progress.Pass(frame.Name, frame.Next);
        if (exit == LoopExit.Unwound) _failedWhereCutOff |= IsCutOffIn(frame);
        else FinishWhenDone();
    }

    protected override void OnEnd(RunState state, string? message)
    {
        if (state == RunState.Failed && IsCutOff) (state, message) = (RunState.Completed, null);
        if (state == RunState.Completed && _progress.FirstLeft is { } left)
            (state, message) = (RunState.Failed, $"The program ended before it came to iteration {left.Index} of loop \"{left.Loop}\".");
        _writer.FinishReplay(new ReplaySummary(state, Seconds, _tally.Filled, _tally.Compared, _tally.Diverged, message ?? _tally.FirstDivergence)
        {
            Times = new ReplayTimes(_startupSeconds ?? Seconds, _seeker.RestoreSeconds, _seeker.RestoredBytes),
        });
        _writer.Dispose();
        _record.Dispose();
        _store.Dispose();
    }

    private static string Describe(LoopFrame frame) =>
        frame.Parent is null ? "the run" : frame.Parent.Parent is null ? $"{frame.Name} {frame.Current}" : $"{Describe(frame.Parent)}, {frame.Name} {frame.Current}";

    private bool IsCutOffIn(LoopFrame frame) => frame.Current >= 0 && _record.FindIteration(frame) is { Ended: false };

    private void CompareEnd(LoopFrame frame, LoopExit exit, RecordedLoop recorded)
    {
        if (!recorded.Exists) return;
        bool isSame = recorded.End is { } end && end.Iterations == frame.Next && end.Completed == (exit == LoopExit.Exhausted);
        if (!isSame) _tally.Compare($"the replay came out of the loop after {frame.Next} iterations, and {recorded.Describe(frame.Name)}");
        else if (frame.Path.Depth <= 2) CompareState(LoopPositions.After(frame), frame);
    }

    private void CompareState(CheckpointPosition position, LoopFrame frame)
    {
        if (_record.FindCheckpoint(position) is not { } checkpoint) return;
        string? difference = StateComparison.FindDifference(State, _record.Open(checkpoint));
        _tally.Compare(difference is null ? null : $"state after {Describe(frame)} differs: {difference}");
    }

    private void FinishWhenDone()
    {
        if (_progress.IsDone && !_segment.RunsToEnd) Finish();
    }

    /// <summary>Ends the process, since nothing further is wanted or recorded.</summary>
    [DoesNotReturn]
    private void Finish()
    {
        _progress.PassAll();
        End(RunState.Completed, null);
        _exit(FlorExit.Fine);
        throw new UnreachableException();
    }
}
