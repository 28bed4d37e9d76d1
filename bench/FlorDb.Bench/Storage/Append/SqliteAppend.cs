using System.Diagnostics;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;

namespace FlorDb.Bench.Storage.Append;

/// <summary>
/// Appends a trace to SQLite: a row for each cell, as a <c>Log</c> call brings them one by one, or a row for each step with all its cells.
/// Names are numbers, and there is no index: the least that SQLite can be asked to do.
/// </summary>
internal sealed class SqliteAppend(Func<TransactionLength> length)
{
    public static SqliteAppend InRowsOf(int rows) => new(() => new TransactionLength(rows, TimeSpan.MaxValue));

    public static SqliteAppend InSeconds(double seconds) => new(() => new TransactionLength(long.MaxValue, TimeSpan.FromSeconds(seconds)));

    public AppendSample MeasureCells(BenchContext context, TrainingTrace trace) => Measure(
        context,
        trace,
        "CREATE TABLE cells (run INTEGER, epoch INTEGER, step INTEGER, name INTEGER, value REAL)",
        "INSERT INTO cells VALUES (1, ?1, ?2, ?3, ?4)",
        "SELECT count(*), sum(value) FROM cells",
        trace.Steps * TrainingTrace.Metrics.Length,
        InsertCells);

    public AppendSample MeasureSteps(BenchContext context, TrainingTrace trace) => Measure(
        context,
        trace,
        "CREATE TABLE steps (run INTEGER, epoch INTEGER, step INTEGER, loss REAL, accuracy REAL, lr REAL)",
        "INSERT INTO steps VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        "SELECT count(*), sum(loss) + sum(accuracy) + sum(lr) FROM steps",
        trace.Steps,
        InsertSteps);

    /// <summary>Times each insert on its own, the commits that fall to it included.</summary>
    public CallLatency MeasureCalls(BenchContext context, TrainingTrace trace)
    {
        var latency = new CallLatency(trace.Steps);
        double[] loss = trace.Metric(0);
        using var folder = context.NewFolder();
        using var database = new SqliteDatabase(folder.At("cells.db"));
        database.Execute("CREATE TABLE cells (run INTEGER, epoch INTEGER, step INTEGER, name INTEGER, value REAL)");
        using var insert = database.Prepare("INSERT INTO cells VALUES (1, 0, ?1, 0, ?2)");
        var transaction = length();
        database.Execute("BEGIN");
        for (int i = 0; i < trace.Steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            insert.Bind(1, i);
            insert.Bind(2, loss[i]);
            insert.Run();
            if (transaction.IsDone()) Renew(database);
            latency.Add(start);
        }

        database.Execute("COMMIT");
        return latency;
    }

    private static AppendSample Measure(
        BenchContext context, TrainingTrace trace, string create, string insert, string sums, int rows, Action<SqliteDatabase, SqliteStatement, TrainingTrace> fill)
    {
        using var folder = context.NewFolder();
        string path = folder.At("cells.db");
        double appended;
        long start = Stopwatch.GetTimestamp();
        using (var database = new SqliteDatabase(path))
        {
            database.Execute(create);
            using var statement = database.Prepare(insert);
            long first = Stopwatch.GetTimestamp();
            database.Execute("BEGIN");
            fill(database, statement, trace);
            database.Execute("COMMIT");
            appended = Stopwatch.GetElapsedTime(first).TotalSeconds;
        }

        double closed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        using var reopened = new SqliteDatabase(path);
        double[] answer = reopened.ReadRow(sums, 2);
        Check.Equal(rows, answer[0], "SQLite's rows");
        Check.Close(trace.Sum(), answer[1], "SQLite's sum");
        return new AppendSample(appended, closed);
    }

    private void InsertCells(SqliteDatabase database, SqliteStatement insert, TrainingTrace trace)
    {
        double[][] metrics = [trace.Metric(0), trace.Metric(1), trace.Metric(2)];
        var transaction = length();
        for (int i = 0; i < trace.Steps; i++)
        {
            for (int name = 0; name < metrics.Length; name++)
            {
                insert.Bind(1, i / trace.StepsPerEpoch);
                insert.Bind(2, i % trace.StepsPerEpoch);
                insert.Bind(3, name);
                insert.Bind(4, metrics[name][i]);
                insert.Run();
                if (transaction.IsDone()) Renew(database);
            }
        }
    }

    private void InsertSteps(SqliteDatabase database, SqliteStatement insert, TrainingTrace trace)
    {
        double[][] metrics = [trace.Metric(0), trace.Metric(1), trace.Metric(2)];
        var transaction = length();
        for (int i = 0; i < trace.Steps; i++)
        {
            insert.Bind(1, i / trace.StepsPerEpoch);
            insert.Bind(2, i % trace.StepsPerEpoch);
            for (int name = 0; name < metrics.Length; name++) insert.Bind(3 + name, metrics[name][i]);
            insert.Run();
            if (transaction.IsDone()) Renew(database);
        }
    }

    private static void Renew(SqliteDatabase database)
    {
        database.Execute("COMMIT");
        database.Execute("BEGIN");
    }
}
