using FlorDb.Storage;
using FlorDb.Torch.Capture;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Metrics;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Recording;

/// <summary>Takes checkpoints where the policy wants them and where there is room for them. Used by the training thread.</summary>
internal sealed class CheckpointRecorder : IDisposable
{
    private readonly CheckpointSchedule _schedule;
    private readonly StateCapture _capture;
    private readonly CheckpointQueue _queue;
    private readonly Action<string> _warn;
    private readonly CheckpointAgreement? _ranks;
    private readonly TimeProvider _clock;
    private bool _isPrepared;
    private bool _isShort;

    public CheckpointRecorder(RunWriter writer, FlorStore store, StateRegistry state, CheckpointPolicy policy, FlorOptions options, Action<string> warn, CheckpointAgreement? ranks)
    {
        _ranks = ranks;
        _clock = options.Time;
        _schedule = new CheckpointSchedule(policy, options.Epsilon, _clock);
        _capture = new StateCapture(state, WriteWatch.TryOpen(), options.CheckpointMemory);
        _queue = new CheckpointQueue(writer, new RestoreProbe(store, _clock), _capture, _schedule, new ProcessorContention(new ProcessorLoad(_clock)), warn, ranks);
        _warn = warn;
    }

    /// <inheritdoc cref="CheckpointSchedule.GoOnFrom"/>
    public void GoOnFrom(string loop, long executions, long taken) => _schedule.GoOnFrom(loop, executions, taken);

    /// <summary>An iteration of an outermost loop begins.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="index">The iteration.</param>
    public void BeginIteration(string loop, long index)
    {
        _schedule.BeginIteration(loop);
        _ranks?.BeginIteration(new CheckpointPosition(LoopPath.Of(loop), [index], CheckpointMoment.IterationEnd, index + 1), () => _schedule.WantsIteration(loop));
    }

    /// <summary>An iteration of a loop in it begins. Once the first is over, the state has the size that it will have.</summary>
    public void BeginNested(long index)
    {
        if (_isPrepared || index == 0) return;
        _isPrepared = true;
        _capture.Prepare();
    }

    /// <summary>A state of the current iteration of an outermost loop: at its end, or after a loop in it.</summary>
    public void CaptureInIteration(string loop, CheckpointPosition position) =>
        Capture(loop, position, Decide(position, () => _schedule.WantsIteration(loop)), isBoundary: false);

    /// <summary>The state before or after an outermost loop.</summary>
    public void CaptureBoundary(string loop, CheckpointPosition position) =>
        Capture(loop, position, Decide(position, () => _schedule.WantsBoundary(loop)), isBoundary: true);

    /// <summary>The iteration has ended, and what there is to capture of it is captured.</summary>
    public void EndIteration(string loop) => _schedule.EndIteration(loop);

    /// <summary>Waits until all that was captured is written.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _capture.Dispose();
        _ranks?.Dispose();
    }

    private bool? Decide(CheckpointPosition position, Func<bool> wants) => _ranks is null ? wants() : _ranks.Agree(position, wants);

    /// <summary>Takes a checkpoint where it is wanted; null where that is not known, as rank 0 has not said it in time.</summary>
    private void Capture(string loop, CheckpointPosition position, bool? isWanted, bool isBoundary)
    {
        if (isWanted == true && TryCapture(loop, position, isBoundary)) return;
        _capture.Skip(position);
        if (isWanted == false)
        {
            _schedule.PassOver();
            return;
        }

        _schedule.Miss();
        _ranks?.OnSettled(position, isWritten: false);
    }

    private bool TryCapture(string loop, CheckpointPosition position, bool isBoundary)
    {
        if (!_schedule.Policy.Waits && !_queue.HasRoomFor(position)) return false;
        var time = new RecurringTime(_clock);
        var captured = _clock.GetUtcNow();
        _queue.WaitForRoom();
        if (Copy(position) is not { } snapshot) return false;

        // The first one makes buffers and loads code: that is not what the next ones take.
        var (seconds, heldUp) = (_schedule.HasCaptured ? time.Seconds : 0, time.AllSeconds);
        var reason = _schedule.OnCaptured(loop, heldUp, isBoundary);
        if (_ranks is not null) reason = _ranks.Explain(reason);
        _queue.Add(new PendingCheckpoint(position, snapshot, captured, heldUp, seconds, reason));
        return true;
    }

    /// <summary>Copies the state, once there is memory for it where the policy waits; null if there is none.</summary>
    private Snapshot? Copy(CheckpointPosition position)
    {
        try
        {
            while (true)
            {
                if (_capture.TryCapture(position) is { } snapshot) return snapshot;
                if (!_schedule.Policy.Waits && _capture.IsMemoryInUse) return null;
                if (!_capture.WaitForMemory()) break;
            }
        }
        catch (OutOfMemoryException)
        {
            // It is told below.
        }

        WarnOfMemory();
        return null;
    }

    private void WarnOfMemory()
    {
        if (_isShort) return;
        _isShort = true;
        _warn("a checkpoint was left out, as there is not enough memory for a copy of the state: give FlorOptions.CheckpointMemory room for all of it, or register less.");
    }
}
