using System.Diagnostics;
using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Sessions;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Replaying;

/// <summary>Passes over recorded iterations of outermost loops, and brings back the recorded state for that. Replays and resumed runs share it.</summary>
internal sealed class StateSeeker(RecordedRun record, StateRegistry state)
{
    /// <summary>So much of a version is shown to people.</summary>
    private const int ShownCharacters = 10;

    private RecordedState? _arrival;
    private TimeSpan _restoring;

    /// <summary>How long bringing states back has taken.</summary>
    public double RestoreSeconds => _restoring.TotalSeconds;

    /// <summary>The size of those states.</summary>
    public long RestoredBytes { get; private set; }

    /// <summary>
    /// Passes over iterations of an outermost loop up to one that is wanted, as far as a checkpoint goes; its state is brought back on arrival. A loop that begins
    /// with its first iteration gets the state from before it. Gives the number of elements of the sequence that are passed over.
    /// </summary>
    public long SeekTo(LoopFrame frame, long target)
    {
        bool isFresh = frame.Current < 0;
        if (target == frame.Next && !isFresh) return 0;

        long first = frame.Next;
        if (FindLastEnd(frame, target - 1) is { } end)
        {
            // The sequence must start from the state that it started from, where what it yields may depend on that.
            if (isFresh && !frame.IsStored) RestoreBefore(frame);
            _arrival = end.State;
            frame.SkipTo(end.Index + 1);
        }
        else if (isFresh)
        {
            RestoreBefore(frame);
        }

        return frame.Next - first;
    }

    /// <summary>The sequence is where the wanted iteration begins.</summary>
    public void Arrive()
    {
        if (_arrival is null) return;
        Restore(_arrival);
        _arrival = null;
    }

    /// <summary>Passes over the rest of a loop and brings back the state after it; false, with nothing done, where that was not kept.</summary>
    public bool TrySkipRest(LoopFrame frame, LoopEndInfo end)
    {
        var checkpoint = record.FindCheckpoint(LoopPositions.After(frame, end.Iterations))
            ?? (end.Completed && frame.Path.Depth == 1 ? record.FindCheckpoint(LoopPositions.IterationEnd(frame, end.Iterations - 1)) : null);
        if (checkpoint is null || FindFitting(checkpoint) is not { } fitting) return false;
        Restore(fitting);
        frame.SkipTo(end.Iterations);
        return true;
    }

    /// <summary>
    /// The last iteration, up to one that is given and not before the current position, at whose end there is a checkpoint of the objects that are registered by now. What
    /// the run registered later, or added to an object, the iterations in between have to do again.
    /// </summary>
    private (long Index, RecordedState State)? FindLastEnd(LoopFrame frame, long index)
    {
        for (; index >= frame.Next; index--)
            if (record.FindCheckpoint(LoopPositions.IterationEnd(frame, index)) is { } checkpoint && FindFitting(checkpoint) is { } fitting)
                return (index, fitting);
        return null;
    }

    private void RestoreBefore(LoopFrame frame)
    {
        if (record.FindCheckpoint(LoopPositions.Before(frame)) is { } checkpoint) Restore(record.Open(checkpoint));
    }

    /// <summary>The state of a checkpoint; null if it is of other objects than are registered by now.</summary>
    private RecordedState? FindFitting(CheckpointInfo checkpoint) => record.Open(checkpoint) is var recorded && state.Fits(recorded) ? recorded : null;

    /// <exception cref="FlorException">The state is not of the objects that are registered.</exception>
    private void Restore(RecordedState recorded)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            state.Restore(recorded);
            RestoredBytes += recorded.Bytes;
            _restoring += Stopwatch.GetElapsedTime(start);
        }
        catch (FlorException failure)
        {
            string version = record.Info.Header.VersionId;
            throw new FlorException($"{failure.Message} The checkpoint is of run {record.Info.Header.RunId}, version {version[..Math.Min(version.Length, ShownCharacters)]}.", failure)
            {
                ExitCode = failure.ExitCode,
            };
        }
    }
}
