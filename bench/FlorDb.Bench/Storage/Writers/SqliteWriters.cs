using System.Diagnostics;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Workloads;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>A process with several SQLite connections, each inserting the cells of a run in transactions of 1,000 rows.</summary>
internal static class SqliteWriters
{
    public const string Program = "sqlite-writers";

    private const int RowsPerTransaction = 1000;

    public static void Run(string[] arguments) => WriterProcess.Run(arguments, path => new SqliteDatabase(path), Write);

    private static WriterReport Write(SqliteDatabase database, int writer, int steps)
    {
        var trace = FlorWriters.Trace(writer, steps);
        using var insert = database.Prepare("INSERT INTO cells VALUES (?1, 0, ?2, ?3, ?4)");
        insert.Bind(1, writer);
        long errors = 0, longest = 0;
        int cells = steps * TrainingTrace.Metrics.Length;
        for (int first = 0; first < cells; first += RowsPerTransaction)
        {
            longest = Math.Max(longest, Timed(() => errors += Execute(database, "BEGIN IMMEDIATE")));
            int end = Math.Min(first + RowsPerTransaction, cells);
            for (int cell = first; cell < end; cell++) Insert(insert, trace, cell);
            longest = Math.Max(longest, Timed(() => errors += Execute(database, "COMMIT")));
        }

        return new WriterReport(errors, (double)longest / Stopwatch.Frequency, Stopwatch.GetTimestamp());
    }

    private static void Insert(SqliteStatement insert, TrainingTrace trace, int cell)
    {
        int step = cell / TrainingTrace.Metrics.Length, metric = cell % TrainingTrace.Metrics.Length;
        insert.Bind(2, step);
        insert.Bind(3, metric);
        insert.Bind(4, trace.Metric(metric)[step]);
        insert.Run();
    }

    /// <summary>Runs a statement until it is not refused any more; returns how often it was.</summary>
    private static int Execute(SqliteDatabase database, string sql)
    {
        for (int refused = 0; ; refused++)
        {
            try
            {
                database.Execute(sql);
                return refused;
            }
            catch (SqliteException failure) when (failure.Code == NativeSqlite.Busy)
            {
                // The busy timeout is over; a program would give up or try again.
            }
        }
    }

    private static long Timed(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetTimestamp() - start;
    }
}
