using FlorDb.Storage;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Measures what iterations and checkpoints cost, and asks the policy where checkpoints are taken. Used by the training thread, but for
/// <see cref="OnWritten"/>, <see cref="OnRestoreMeasured"/> and <see cref="Miss"/>.
/// </summary>
internal sealed class CheckpointSchedule(CheckpointPolicy policy, double epsilon, TimeProvider time)
{
    /// <summary>The weight of what was measured last, once there are some measurements: before, all count alike.</summary>
    private const double Smoothing = 0.25;

    /// <summary>Until it is measured, restoring a checkpoint is assumed to take what copying and writing it takes.</summary>
    private const double AssumedRestoreRatio = 1;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LoopHistory> _loops = new(StringComparer.Ordinal);
    private readonly long _start = time.GetTimestamp();
    private Average _materializeSeconds;
    private Average _restoreSeconds;
    private double _spentSeconds;
    private long? _lastCapture;
    private long _passedOver;
    private long _missed;

    public CheckpointPolicy Policy => policy;

    /// <summary>Whether a state was captured by now.</summary>
    public bool HasCaptured => _lastCapture is not null;

    /// <summary>So many iterations of an outermost loop, with so many checkpoints, were executed by the process that this one takes up from.</summary>
    public void GoOnFrom(string loop, long executions, long taken)
    {
        var history = HistoryOf(loop);
        (history.Executions, history.Taken) = (executions, taken);
    }

    /// <summary>An iteration of an outermost loop begins.</summary>
    public void BeginIteration(string loop)
    {
        var history = HistoryOf(loop);
        history.Executions++;
        history.Begun = time.GetTimestamp();
        history.HeldUpSeconds = 0;
        history.IsWanted = null;
    }

    /// <summary>Whether the policy wants checkpoints of the current iteration: it is asked once.</summary>
    public bool WantsIteration(string loop)
    {
        var history = HistoryOf(loop);
        return history.IsWanted ??= policy.WantsIteration(CostsOf(history));
    }

    /// <summary>Whether the policy wants a checkpoint before or after an outermost loop.</summary>
    public bool WantsBoundary(string loop) => policy.WantsBoundary(CostsOf(HistoryOf(loop)), isFirst: _lastCapture is null);

    /// <summary>The iteration has ended, and what there is to capture of it is captured.</summary>
    public void EndIteration(string loop)
    {
        var history = HistoryOf(loop);
        history.IterationSeconds.Add(SecondsOf(history));
    }

    /// <summary>A capture point was passed over, since the policy wants no checkpoint there.</summary>
    public void PassOver() => _passedOver++;

    /// <summary>A checkpoint that the policy wanted was left out: earlier ones are not written yet, or the store has lost a part of it. From any thread.</summary>
    public void Miss() => Interlocked.Increment(ref _missed);

    /// <summary>A state was captured, which held the training up for so long. Says why.</summary>
    /// <param name="loop">The outermost loop at which, or in which, it was captured.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="isBoundary">Whether it is the state before or after that loop, and not one of an iteration.</param>
    public CheckpointReason OnCaptured(string loop, double seconds, bool isBoundary)
    {
        var history = HistoryOf(loop);
        var costs = CostsOf(history);
        var (taken, iterationSeconds) = (history.Taken, IterationSecondsOf(history));
        history.HeldUpSeconds += seconds;
        if (!isBoundary)
        {
            history.Taken++;
            history.Captures = history.LastTaken == history.Executions ? history.Captures + 1 : 1;
            history.LastTaken = history.Executions;
        }

        _lastCapture = time.GetTimestamp();
        var reason = new CheckpointReason
        {
            Policy = policy.Name,
            Executions = costs.Executions,
            Taken = taken,
            PassedOver = _passedOver,
            Missed = Interlocked.Exchange(ref _missed, 0),
            IterationSeconds = iterationSeconds,
            MaterializeSeconds = costs.MaterializeSeconds,
            RestoreRatio = costs.RestoreRatio,
            Epsilon = costs.Epsilon,
        };
        _passedOver = 0;
        return reason;
    }

    /// <summary>A checkpoint was written: in all, it has cost the training so much. From any thread.</summary>
    public void OnWritten(double seconds)
    {
        lock (_gate)
        {
            _materializeSeconds.Add(seconds);
            _spentSeconds += seconds;
        }
    }

    /// <summary>It was measured how long restoring a checkpoint takes. From any thread.</summary>
    public void OnRestoreMeasured(double seconds)
    {
        lock (_gate) _restoreSeconds.Add(seconds);
    }

    private LoopHistory HistoryOf(string loop)
    {
        if (!_loops.TryGetValue(loop, out var history)) _loops.Add(loop, history = new LoopHistory());
        return history;
    }

    /// <summary>How long the current iteration has taken by now, without its captures.</summary>
    private double SecondsOf(LoopHistory history) => Math.Max(0, time.GetElapsedTime(history.Begun).TotalSeconds - history.HeldUpSeconds);

    /// <summary>How long an iteration takes, smoothed; the first one counts by what it has taken by now.</summary>
    private double IterationSecondsOf(LoopHistory history) =>
        double.IsNaN(history.IterationSeconds.Value) && history.Executions > 0 ? SecondsOf(history) : history.IterationSeconds.Value;

    private LoopCosts CostsOf(LoopHistory history)
    {
        lock (_gate)
        {
            double ratio = _restoreSeconds.Value / _materializeSeconds.Value;
            return new LoopCosts(
                history.Executions, history.Captures, _materializeSeconds.Value, double.IsFinite(ratio) ? ratio : AssumedRestoreRatio,
                time.GetElapsedTime(_lastCapture ?? _start).TotalSeconds, time.GetElapsedTime(_start).TotalSeconds, _spentSeconds, epsilon);
        }
    }

    /// <summary>An average that follows what changes; NaN of nothing.</summary>
    private struct Average
    {
        private int _count;
        private double _value;

        public readonly double Value => _count == 0 ? double.NaN : _value;

        public void Add(double measured)
        {
            _count++;
            _value += Math.Max(1.0 / _count, Smoothing) * (measured - _value);
        }
    }

    /// <summary>What was measured of an outermost loop.</summary>
    private sealed class LoopHistory
    {
        public Average IterationSeconds;

        public long Executions { get; set; }

        public long Taken { get; set; }

        /// <summary>The number of the last iteration that has checkpoints.</summary>
        public long LastTaken { get; set; }

        /// <summary>How many that iteration has.</summary>
        public int Captures { get; set; } = 1;

        public long Begun { get; set; }

        public double HeldUpSeconds { get; set; }

        public bool? IsWanted { get; set; }
    }
}
