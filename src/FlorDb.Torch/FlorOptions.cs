using FlorDb.Storage.Versions;

namespace FlorDb.Torch;

/// <summary>Choices for a run, made in the callback of <see cref="Flor.Start"/>. The defaults suit a training program in a git repository.</summary>
public sealed class FlorOptions
{
    /// <summary>The run's label where the command line has no <c>--flor NAME</c>; null for a made-up one.</summary>
    public string? RunId { get; set; }

    /// <summary>The store's folder; null for the variable <c>FLOR_STORE</c>, or else <c>.flor</c> at the repository's root.</summary>
    public string? StoreFolder { get; set; }

    /// <summary>A path in the git repository that keeps the code's versions; null to look from the program's source file, then from the working directory.</summary>
    public string? Repository { get; set; }

    /// <summary>The project's name; null for the name of the repository's folder.</summary>
    public string? Project { get; set; }

    /// <summary>The size in bytes above which a file of the working tree stays out of the recorded code version.</summary>
    public long FileBytesMax { get; set; } = new VersionOptions().FileBytesMax;

    /// <summary>
    /// Whether a mistake of the user throws <see cref="FlorException"/>. Otherwise it is told in one line on standard error and the process ends
    /// with the exception's exit code.
    /// </summary>
    public bool ThrowOnError { get; set; }

    /// <summary>What happens when the store fails in the middle of a run. It is not for replays, whose purpose is the record.</summary>
    public OnStoreError OnStoreError { get; set; }

    /// <summary>
    /// When checkpoints are taken; null for the policy that the variable <c>FLOR_CHECKPOINTS</c> names, or else <see cref="CheckpointPolicy.Adaptive"/>.
    /// </summary>
    public CheckpointPolicy? Checkpoints { get; set; }

    /// <summary>
    /// The part of its time that <see cref="CheckpointPolicy.Adaptive"/> lets checkpoints cost the training: copying, and of the writing in the background what the training
    /// misses, as it does not find a free processor.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1.</exception>
    public double Epsilon
    {
        get;
        set => field = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epsilon is a part of the training's time: it lies between 0 and 1.");
    } = 1.0 / 50;

    /// <summary>The clock by which runs are dated, and by which the policy measures what iterations and checkpoints take.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>
    /// The memory in bytes that copies of the state may take until they are written; null for the state's size and 256 MB. Where it is used up, checkpoints
    /// are left out, or wait under policies that take each one they want.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? CheckpointMemory
    {
        get;
        set => field = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The memory for checkpoints is a number of bytes.");
    }

    /// <summary>
    /// Whether checkpoints hold the parameters' gradients. They are needed by replayed statements that read gradients, and by programs that
    /// accumulate them over iterations of an outermost loop.
    /// </summary>
    public bool CaptureGradients { get; set; } = true;

    /// <summary>
    /// How long a process that a launcher started beside others waits for rank 0 to begin the run that they record together; null for the seconds of the variable
    /// <c>FLOR_RANK_TIMEOUT</c>, or else 5 minutes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than a day.</exception>
    public TimeSpan? RankTimeout
    {
        get;
        set => field = value is null || (value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1))
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A rank waits for rank 0 between no time and a day.");
    }

    /// <summary>
    /// Whether the loops show how far they are in the last line of the terminal. It is only shown where standard error is a terminal, and never by a replay; the variable
    /// <c>FLOR_PROGRESS=off</c> switches it off too.
    /// </summary>
    public bool Progress { get; set; } = true;

    /// <summary>
    /// How often the use of the processors, the memory and NVIDIA's GPUs is logged, as values of the run as a whole: <c>system/cpu</c>, <c>system/process_cpu</c>,
    /// <c>system/gpu0</c> in percent, <c>system/memory</c>, <c>system/process_memory</c>, <c>system/gpu0_memory</c> in bytes, <c>system/seconds</c> since the start;
    /// null for never.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than a tenth of a second, or more than a day.</exception>
    public TimeSpan? SystemMetrics
    {
        get;
        set => field = value is null || (value >= TimeSpan.FromMilliseconds(100) && value <= TimeSpan.FromDays(1))
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The use of the machine is logged every 0.1 seconds at most, and once in a day at least.");
    }

    /// <summary>
    /// Whether the lines that the program writes to the console are logged too, as <c>console/out</c> and <c>console/error</c>, in the iteration in which they were written:
    /// at most 100,000 lines of a run, 4,096 characters of each. What native code writes is not seen.
    /// </summary>
    public bool CaptureOutput { get; set; }
}
