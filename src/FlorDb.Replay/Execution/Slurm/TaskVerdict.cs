using System.Globalization;

namespace FlorDb.Replay.Execution.Slurm;

/// <summary>What is known of a task's worker.</summary>
internal enum TaskPhase
{
    /// <summary>It waits in the queue.</summary>
    Waiting,

    /// <summary>It runs, as far as one can tell.</summary>
    Running,

    /// <summary>It looks as if it had ended, but not all that tells of it has arrived.</summary>
    Doubtful,

    /// <summary>It is gone.</summary>
    Ended,
}

/// <summary>
/// A task judged by the two that know of it: its own result, which comes over a file system that may be late, and Slurm, which may not answer and which
/// forgets. A result of 0 is believed at once. A bad one waits for Slurm's reason, and an end that Slurm tells for the result, both as long as patience lasts.
/// </summary>
/// <param name="Phase">The phase.</param>
/// <param name="Trouble">What went wrong, as <see cref="ISegmentTask.End"/> takes it; null when nothing did.</param>
internal readonly record struct TaskVerdict(TaskPhase Phase, string? Trouble = null)
{
    /// <param name="result">What the task left; null for nothing yet.</param>
    /// <param name="known">What Slurm knows of it; null when it knows nothing, or does not answer.</param>
    /// <param name="answered">Whether Slurm answered.</param>
    /// <param name="patient">Whether what is late may still come.</param>
    public static TaskVerdict Of(TaskResult? result, QueuedTask? known, bool answered, bool patient)
    {
        if (result is { Code: 0 }) return new TaskVerdict(TaskPhase.Ended);
        if (known is { WasEnded: true }) return new TaskVerdict(TaskPhase.Ended, $"was ended by Slurm ({known.Words})");
        if (result is not null) return OfFailure(result, known, answered, patient);
        if (known is { IsWaiting: true }) return new TaskVerdict(TaskPhase.Waiting);
        if (known is { IsRunning: true } || !answered) return new TaskVerdict(TaskPhase.Running);
        if (patient) return new TaskVerdict(TaskPhase.Doubtful);
        return new TaskVerdict(TaskPhase.Ended, known is null ? "is gone from Slurm's queue without a result" : $"ended without a result ({known.Words})");
    }

    private static TaskVerdict OfFailure(TaskResult result, QueuedTask? known, bool answered, bool patient)
    {
        if (patient && (!answered || known is { IsOver: false })) return new TaskVerdict(TaskPhase.Doubtful);
        var place = string.IsNullOrEmpty(known?.Node) ? "" : $" on {known.Node}";
        return new TaskVerdict(TaskPhase.Ended, string.Create(CultureInfo.InvariantCulture, $"ended with exit code {result.Code}{place}"));
    }
}
