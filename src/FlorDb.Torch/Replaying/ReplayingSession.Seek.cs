using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Replaying;

/// <summary>Where a replay goes on: which iterations it passes over, and which recorded state it brings back for that.</summary>
internal sealed partial class ReplayingSession
{
    private CheckpointInfo? _arrival;

    public override long? Seek(LoopFrame frame) => frame.Path.Depth == 1 ? SeekOutermost(frame) : SeekNested(frame);

    public override void Arrive(LoopFrame frame)
    {
        if (_arrival is null) return;
        Restore(_arrival);
        _arrival = null;
    }

    private long? SeekOutermost(LoopFrame frame)
    {
        var recorded = _loops[frame];
        if (!recorded.Exists) return SeekUnrecorded();
        if (_progress.NextWanted(frame.Name, frame.Next, recorded.EndIndex) is not { } target) return SkipRest(frame, recorded);
        bool isFresh = frame.Current < 0;
        if (target == frame.Next && !isFresh) return 0;

        long first = frame.Next;
        if (FindLastEnd(frame, target - 1) is { } end)
        {
            // The sequence must start from the state that it started from, where what it yields may depend on that.
            if (isFresh && !frame.IsStored) RestoreBefore(frame);
            _arrival = end.Checkpoint;
            frame.SkipTo(end.Index + 1);
        }
        else if (isFresh)
        {
            RestoreBefore(frame);
        }

        return frame.Next - first;
    }

    /// <summary>The last iteration, up to one that is given and not before the current position, at whose end there is a checkpoint.</summary>
    private (long Index, CheckpointInfo Checkpoint)? FindLastEnd(LoopFrame frame, long index)
    {
        for (; index >= frame.Next; index--)
            if (_record.FindCheckpoint(LoopPositions.IterationEnd(frame, index)) is { } checkpoint)
                return (index, checkpoint);
        return null;
    }

    /// <summary>A loop that the record does not have: where the run came to its end the patched code is the first to have it, otherwise the run ended before it.</summary>
    private long? SeekUnrecorded()
    {
        if (_record.Info.State != RunState.Completed) Finish();
        return 0;
    }

    private long? SkipRest(LoopFrame frame, RecordedLoop recorded)
    {
        FinishWhenDone();
        if (recorded.End is not { } end)
        {
            Finish();
            return null;
        }

        var checkpoint = _record.FindCheckpoint(LoopPositions.After(frame, end.Iterations))
            ?? (end.Completed ? _record.FindCheckpoint(LoopPositions.IterationEnd(frame, end.Iterations - 1)) : null);
        if (checkpoint is null) return 0;
        Restore(checkpoint);
        frame.SkipTo(end.Iterations);
        return null;
    }

    private long? SeekNested(LoopFrame frame)
    {
        var recorded = _loops[frame];
        if (recorded.End is not { } end)
        {
            if (frame.Next >= recorded.EndIndex && IsCutOff) Finish();
            return 0;
        }

        if (frame.Current >= 0 || !_segment.SkippedLoops.Contains(frame.Path)) return 0;
        if (_record.FindCheckpoint(LoopPositions.After(frame, end.Iterations)) is not { } checkpoint) return 0;
        Restore(checkpoint);
        frame.SkipTo(end.Iterations);
        return null;
    }

    private void RestoreBefore(LoopFrame frame)
    {
        if (_record.FindCheckpoint(LoopPositions.Before(frame)) is { } checkpoint) Restore(checkpoint);
    }

    private void Restore(CheckpointInfo checkpoint) => State.Restore(_record.Open(checkpoint));
}
