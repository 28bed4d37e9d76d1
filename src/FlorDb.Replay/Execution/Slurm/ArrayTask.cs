using System.Diagnostics;
using System.Globalization;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>A segment as a task of a job array, from its submission to its end.</summary>
/// <param name="segment">The segment.</param>
/// <param name="job">What its worker needs.</param>
/// <param name="number">Its number among all tasks of the replay.</param>
internal sealed class ArrayTask(ISegmentTask segment, WorkerJob job, int number) : IDisposable
{
    private string? _reason;
    private Stopwatch? _doubt;
    private bool _hasStarted;

    public WorkerJob Job { get; } = job;

    public int Number { get; } = number;

    /// <summary>Its array and its index in there, once it is submitted.</summary>
    public (uint Job, int Index) Place { get; set; }

    public bool IsOver { get; private set; }

    /// <summary>For how long one could not tell whether it has ended.</summary>
    public TimeSpan Doubt => _doubt?.Elapsed ?? TimeSpan.Zero;

    /// <summary>Tells the segment what is known by now.</summary>
    public void Apply(TaskVerdict verdict, TaskResult? result, QueuedTask? known)
    {
        if (result is not null || known is { IsRunning: true }) Start(known?.Node);
        if (verdict.Phase == TaskPhase.Waiting) Wait(known?.Reason);
        if (verdict.Phase == TaskPhase.Doubtful) _doubt ??= Stopwatch.StartNew();
        if (verdict.Phase == TaskPhase.Ended) End(result?.Seconds ?? 0, verdict.Trouble);
    }

    public void Dispose() => segment.Dispose();

    private void Wait(string? reason)
    {
        if (reason == _reason) return;
        _reason = reason;
        segment.Wait(string.Create(CultureInfo.InvariantCulture, $"waits in Slurm's queue (job {Place.Job}{(reason is null or "None" ? "" : $", {reason}")})"));
    }

    private void Start(string? node)
    {
        if (_hasStarted) return;
        _hasStarted = true;
        segment.Start(string.IsNullOrEmpty(node) ? null : node);
    }

    private void End(double seconds, string? trouble)
    {
        IsOver = true;
        segment.End(seconds, trouble);
        segment.Dispose();
    }
}
