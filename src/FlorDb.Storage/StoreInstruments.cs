using System.Diagnostics.Metrics;

namespace FlorDb.Storage;

/// <summary>
/// The instruments of <see cref="StoreTelemetry"/>. They come into being when something is first written: a program that only reads has none, and
/// need not wait for them.
/// </summary>
internal static class StoreInstruments
{
    private static readonly Meter Meter = new(StoreTelemetry.Name);
    private static readonly Lock Gate = new();
    private static readonly HashSet<WriteSession> Sessions = [];
    private static long _endedRecords;
    private static long _endedBytes;

    static StoreInstruments()
    {
        Meter.CreateObservableCounter(StoreTelemetry.WalRecords, () => Sum(() => _endedRecords, session => session.Wal.RecordCount), null, "Records added to logs.");
        Meter.CreateObservableCounter(StoreTelemetry.WalBytes, () => Sum(() => _endedBytes, session => session.Wal.AppendedBytes), "By", "Bytes added to logs.");
        Meter.CreateObservableUpDownCounter(StoreTelemetry.WalWaiting, () => Sum(() => 0, session => session.WaitingFiles), null, "Log files that wait to be sealed.");
    }

    public static Histogram<double> Flushes { get; } = Meter.CreateHistogram<double>(StoreTelemetry.FlushDuration, "s", "Flushes of logs.");

    public static Histogram<double> Seals { get; } = Meter.CreateHistogram<double>(StoreTelemetry.SealDuration, "s", "Sealing of log files into segments.");

    public static Counter<long> CompactedBytes { get; } = Meter.CreateCounter<long>(StoreTelemetry.CompactionRead, "By", "Segments that compactions have replaced.");

    public static Counter<long> MergedBytes { get; } = Meter.CreateCounter<long>(StoreTelemetry.CompactionWritten, "By", "Segments that compactions have written.");

    public static Counter<long> CompactedSegments { get; } = Meter.CreateCounter<long>(StoreTelemetry.CompactionSegments, null, "Segments that compactions have replaced.");

    public static Histogram<double> Merges { get; } = Meter.CreateHistogram<double>(StoreTelemetry.CompactionDuration, "s", "Merges of segments.");

    public static Counter<long> FailedCompactions { get; } = Meter.CreateCounter<long>(StoreTelemetry.CompactionFailures, null, "Compactions beside a writer that failed.");

    public static Counter<long> FreedBytes { get; } = Meter.CreateCounter<long>(StoreTelemetry.CollectionFreed, "By", "What garbage collections have freed.");

    public static Counter<long> CopiedBytes { get; } = Meter.CreateCounter<long>(StoreTelemetry.CollectionCopied, "By", "Pages in use that garbage collections have copied.");

    public static Histogram<double> Collections { get; } = Meter.CreateHistogram<double>(StoreTelemetry.CollectionDuration, "s", "Garbage collections.");

    /// <summary>Takes a session's counts in.</summary>
    public static void Add(WriteSession session)
    {
        lock (Gate) Sessions.Add(session);
    }

    /// <summary>Keeps what a session has counted.</summary>
    public static void Remove(WriteSession session)
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
