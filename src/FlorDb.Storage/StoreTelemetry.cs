using System.Diagnostics;

namespace FlorDb.Storage;

/// <summary>
/// The names of what the engine tells of itself through <c>System.Diagnostics</c>: an <see cref="ActivitySource"/> and a <see cref="System.Diagnostics.Metrics.Meter"/>, both
/// called <see cref="Name"/>. Recording counts nothing for it: what has been recorded is read off the logs when somebody asks.
/// </summary>
public static class StoreTelemetry
{
    /// <summary>The name of the source of activities and of the meter.</summary>
    public const string Name = "FlorDb.Storage";

    /// <summary>Counter: records that this process has added to its logs.</summary>
    public const string WalRecords = "flordb.wal.records";

    /// <summary>Counter, in bytes: what they took in the logs, frames included.</summary>
    public const string WalBytes = "flordb.wal.bytes";

    /// <summary>Number of full log files that wait to be sealed.</summary>
    public const string WalWaiting = "flordb.wal.waiting";

    /// <summary>Histogram, in seconds: flushes of logs.</summary>
    public const string FlushDuration = "flordb.wal.flush.duration";

    /// <summary>Histogram, in seconds: sealing of log files into segments.</summary>
    public const string SealDuration = "flordb.seal.duration";

    /// <summary>Counter, in bytes: the segments that compactions have replaced.</summary>
    public const string CompactionRead = "flordb.compaction.read";

    /// <summary>Counter, in bytes: the segments that compactions have written instead.</summary>
    public const string CompactionWritten = "flordb.compaction.written";

    /// <summary>Counter: the segments that compactions have replaced.</summary>
    public const string CompactionSegments = "flordb.compaction.segments";

    /// <summary>Histogram, in seconds: merges of segments.</summary>
    public const string CompactionDuration = "flordb.compaction.duration";

    /// <summary>Counter: compactions beside a writer that failed; what they were to do is left to the next. Its tag <c>error.type</c> names the exception.</summary>
    public const string CompactionFailures = "flordb.compaction.failures";

    /// <summary>Counter, in bytes: what garbage collections have freed.</summary>
    public const string CollectionFreed = "flordb.gc.freed";

    /// <summary>Counter, in bytes: the checkpoint pages in use that garbage collections have copied.</summary>
    public const string CollectionCopied = "flordb.gc.copied";

    /// <summary>Histogram, in seconds: garbage collections, with their waiting for others; dry runs are not among them.</summary>
    public const string CollectionDuration = "flordb.gc.duration";

    /// <summary>Activity: a store is opened.</summary>
    public const string OpenActivity = "flordb.open";

    /// <summary>Activity: what writers that are gone have left is sealed.</summary>
    public const string RecoverActivity = "flordb.recover";

    /// <summary>Activity: log files become segments. Its tag <c>flordb.wal</c> names the last of them.</summary>
    public const string SealActivity = "flordb.seal";

    /// <summary>Activity: a log is flushed.</summary>
    public const string CommitActivity = "flordb.commit";

    /// <summary>Activity: some segments are merged. Its tag <c>flordb.segments</c> is their number.</summary>
    public const string CompactActivity = "flordb.compact";

    /// <summary>Activity: garbage is collected.</summary>
    public const string CollectActivity = "flordb.gc";

    internal static ActivitySource Activities { get; } = new(Name);
}
