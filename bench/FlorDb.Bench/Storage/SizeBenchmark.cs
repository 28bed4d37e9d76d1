using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage;

/// <summary>How much of the disk the same runs take: run, epoch, step, start, duration, three numbers and a text of every step.</summary>
internal sealed class SizeBenchmark : Benchmark
{
    private const int Runs = 5;
    private const int CellsPerStep = 4;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override string Name => "size";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        using var folder = context.NewFolder();
        TrainingTrace[] traces = [.. Enumerable.Range(0, Runs).Select(run => new TrainingTrace(10, context.Size(5_000, 200), seed: run))];
        double cells = CellsPerStep * traces.Sum(trace => trace.Steps);
        double ours = FillStore(folder.At("store"), traces) / cells;
        double sqlite = FillSqlite(folder.At("steps.sqlite"), traces) / cells;
        var (duck, parquet) = FillDuckDb(context, folder, traces);
        var figure = new Figure("size", ours, Unit.BytesPerCell);
        yield return (figure with { Goal = Goal.TimesPeer(1) }).Against("SQLite, vacuumed", sqlite);
        yield return (figure with { Goal = Goal.TimesPeer(1) }).Against("DuckDB, checkpointed", duck / cells);
        yield return figure.Against("Parquet with zstd, from DuckDB", parquet / cells);
    }

    private static double FillStore(string path, TrainingTrace[] traces)
    {
        var keys = new List<RunKey>();
        var time = new SteppedTime(Start);
        using (var store = FlorStore.OpenOrCreate(path, new StoreOptions { Time = time }))
        {
            foreach (var trace in traces)
            {
                using var run = TraceStore.Begin(store, $"run{keys.Count}", Start);
                TraceStore.Record(run, trace, time);
                run.Finish(RunState.Completed);
                keys.Add(run.Run);
            }
        }

        double bytes = ScratchFolder.BytesOf(path);
        using var reopened = FlorStore.Open(path);
        using var snapshot = reopened.TakeSnapshot();
        foreach (var (key, trace) in keys.Zip(traces)) TraceStore.Verify(snapshot, key, trace, trace.Steps);
        return bytes;
    }

    private static double FillSqlite(string path, TrainingTrace[] traces)
    {
        using (var database = new SqliteDatabase(path))
        {
            database.Execute("CREATE TABLE steps (run INTEGER, epoch INTEGER, step INTEGER, started INTEGER, seconds REAL, loss REAL, accuracy REAL, lr REAL, phase TEXT)");
            using (var insert = database.Prepare("INSERT INTO steps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"))
            {
                database.Execute("BEGIN");
                for (int run = 0; run < traces.Length; run++) Insert(insert, run, traces[run]);
                database.Execute("COMMIT");
            }

            database.Execute("VACUUM");
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            double[] answer = database.ReadRow("SELECT count(*), sum(loss) + sum(accuracy) + sum(lr) FROM steps", 2);
            Verify(traces, answer[0], answer[1], "SQLite");
        }

        return new FileInfo(path).Length;
    }

    private static void Insert(SqliteStatement insert, int run, TrainingTrace trace)
    {
        int at = 0;
        foreach (double started in TraceFile.Started(trace, Start))
        {
            insert.Bind(1, run);
            insert.Bind(2, at / trace.StepsPerEpoch);
            insert.Bind(3, at % trace.StepsPerEpoch);
            insert.Bind(4, (long)started);
            insert.Bind(5, (double)trace.Ticks(at) / TimeSpan.TicksPerSecond);
            for (int metric = 0; metric < TrainingTrace.Metrics.Length; metric++) insert.Bind(6 + metric, trace.Metric(metric)[at]);
            insert.Bind(9, trace.Phase(at));
            insert.Run();
            at++;
        }
    }

    private static (double Database, double Parquet) FillDuckDb(BenchContext context, ScratchFolder folder, TrainingTrace[] traces)
    {
        string trace = folder.At("trace"), database = folder.At("steps.duckdb"), parquet = folder.At("steps.parquet");
        TraceFile.Write(trace, traces, Start);
        var answer = DuckDbPeer.Run(context.Folders, "size", trace, database, parquet);
        Verify(traces, answer["count"], answer["sum"], "DuckDB");
        Verify(traces, answer["parquetCount"], answer["parquetSum"], "Parquet");
        return (new FileInfo(database).Length, new FileInfo(parquet).Length);
    }

    private static void Verify(TrainingTrace[] traces, double count, double sum, string system)
    {
        Check.Equal(traces.Sum(trace => trace.Steps), count, $"{system}'s rows");
        Check.Close(traces.Sum(trace => trace.Sum()), sum, $"{system}'s sum");
    }
}
