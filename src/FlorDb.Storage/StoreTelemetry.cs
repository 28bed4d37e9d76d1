using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlorDb.Storage;

/// <summary>
/// The names of what the engine tells of itself through <c>System.Diagnostics</c>: an <see cref="ActivitySource"/> and a <see cref="Meter"/>, both
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

    private static readonly Meter Instruments = new(Name);
    private static readonly Lock Gate = new();
    private static readonly HashSet<WriteSession> Sessions = [];
    private static long _endedRecords;
    private static long _endedBytes;

    static StoreTelemetry()
    {
        Instruments.CreateObservableCounter(WalRecords, () => Sum(() => _endedRecords, session => session.Wal.RecordCount), null, "Records added to logs.");
        Instruments.CreateObservableCounter(WalBytes, () => Sum(() => _endedBytes, session => session.Wal.AppendedBytes), "By", "Bytes added to logs.");
        Instruments.CreateObservableUpDownCounter(WalWaiting, () => Sum(() => 0, session => session.WaitingFiles), null, "Log files that wait to be sealed.");
    }

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Histogram<double> Flushes { get; } = Instruments.CreateHistogram<double>(FlushDuration, "s", "Flushes of logs.");

    internal static Histogram<double> Seals { get; } = Instruments.CreateHistogram<double>(SealDuration, "s", "Sealing of log files into segments.");

    internal static Counter<long> CompactedBytes { get; } = Instruments.CreateCounter<long>(CompactionRead, "By", "Segments that compactions have replaced.");

    internal static Counter<long> MergedBytes { get; } = Instruments.CreateCounter<long>(CompactionWritten, "By", "Segments that compactions have written.");

    internal static Counter<long> CompactedSegments { get; } = Instruments.CreateCounter<long>(CompactionSegments, null, "Segments that compactions have replaced.");

    internal static Histogram<double> Merges { get; } = Instruments.CreateHistogram<double>(CompactionDuration, "s", "Merges of segments.");

    internal static Counter<long> FailedCompactions { get; } = Instruments.CreateCounter<long>(CompactionFailures, null, "Compactions beside a writer that failed.");

    internal static Counter<long> FreedBytes { get; } = Instruments.CreateCounter<long>(CollectionFreed, "By", "What garbage collections have freed.");

    internal static Counter<long> CopiedBytes { get; } = Instruments.CreateCounter<long>(CollectionCopied, "By", "Pages in use that garbage collections have copied.");

    internal static Histogram<double> Collections { get; } = Instruments.CreateHistogram<double>(CollectionDuration, "s", "Garbage collections.");

    /// <summary>Takes a session's counts in.</summary>
    internal static void Add(WriteSession session)
    {
        lock (Gate) Sessions.Add(session);
    }

    /// <summary>Keeps what a session has counted.</summary>
    internal static void Remove(WriteSession session)
    {
        lock (Gate)
        {
            if (!Sessions.Remove(session)) return;
            _endedRecords += session.Wal.RecordCount;
            _endedBytes += session.Wal.AppendedBytes;
        }
    }

    private static long Sum(Func<long> ended, Func<WriteSession, long> count)
    {
        lock (Gate) return ended() + Sessions.Sum(count);
    }
}
