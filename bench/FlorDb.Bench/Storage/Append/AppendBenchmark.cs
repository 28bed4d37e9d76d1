using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;

namespace FlorDb.Bench.Storage.Append;

/// <summary>What it costs a training to log: the whole loop, single calls, and memory.</summary>
internal sealed class AppendBenchmark : Benchmark
{
    private const int CallSteps = 200_000;
    private const string SqliteRows = "SQLite, 1,000 rows a transaction";

    public override string Name => "append";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        // What runs first is compiled first: nothing here is about that.
        _ = MeasureThroughput(context, new TrainingTrace(2, 500, seed: 1), rounds: 1).ToList();
        var trace = new TrainingTrace(context.Size(10, 2), context.Size(40_000, 1_000), seed: 7);
        return MeasureThroughput(context, trace, context.Rounds).Concat(MeasureCalls(context));
    }

    private static IEnumerable<Figure> MeasureThroughput(BenchContext context, TrainingTrace trace, int rounds)
    {
        using var folder = context.NewFolder();
        string file = folder.At("trace");
        TraceFile.Write(file, [trace], DateTimeOffset.UnixEpoch);
        int bytes = FlorAppend.BytesPerCell(context);
        (string Peer, Func<AppendSample> Measure)[] contenders =
        [
            ("FlorDB", () => FlorAppend.Measure(context, trace)),
            (SqliteRows, () => SqliteAppend.InRowsOf(1000).MeasureCells(context, trace)),
            ("SQLite, 1 s a transaction", () => SqliteAppend.InSeconds(1).MeasureCells(context, trace)),
            ("SQLite, 1,000 rows, a row a step", () => SqliteAppend.InRowsOf(1000).MeasureSteps(context, trace)),
            ("DuckDB's appender, by row", () => Appended(new DuckDbAppend("append-rows").Measure(context, file, trace))),
            ("DuckDB's appender, by chunk", () => Appended(new DuckDbAppend("append-chunks").Measure(context, file, trace))),
            ($"plain file, {bytes} B/cell", () => FileAppend.Measure(context, trace, bytes)),
        ];
        var samples = Rounds.Alternate(rounds, [.. contenders.Select(contender => contender.Measure)]);
        double cells = trace.Steps * TrainingTrace.Metrics.Length;
        double[] appended = [.. samples.Select(rounds => Rounds.Median(rounds, sample => sample.Appended))];
        double[] closed = [.. samples.Select(rounds => Rounds.Median(rounds, sample => sample.Closed))];
        yield return new Figure("append, amortised", appended[0] * 1e9 / cells, Unit.NanosecondsPerCell) { Goal = Goal.Value(200) };
        for (int i = 1; i < contenders.Length; i++)
        {
            yield return new Figure("append rate", cells / appended[0], Unit.CellsPerSecond) { Goal = contenders[i].Peer == SqliteRows ? Goal.TimesPeer(10) : null }
                .Against(contenders[i].Peer, cells / appended[i]);
        }

        for (int i = 1; i < contenders.Length; i++)
            yield return new Figure("append rate until closed", cells / closed[0], Unit.CellsPerSecond).Against(contenders[i].Peer, cells / closed[i]);
    }

    private static IEnumerable<Figure> MeasureCalls(BenchContext context)
    {
        using var folder = context.NewFolder();
        string file = folder.At("trace");
        var trace = new TrainingTrace(1, context.Size(CallSteps, 2_000), seed: 8);
        TraceFile.Write(file, [trace], DateTimeOffset.UnixEpoch);
        var (ours, sqlite) = (new List<CallLatency>(), new List<CallLatency>());
        for (int round = 0; round < context.Rounds; round++)
        {
            ours.Add(FlorAppend.MeasureCalls(context, trace));
            sqlite.Add(SqliteAppend.InRowsOf(1000).MeasureCalls(context, trace));
        }

        var duck = new DuckDbAppend("append-chunks").Measure(context, file, trace);
        foreach (var (name, share, duckNanoseconds) in new[] { ("append call, p50", 0.5, duck.P50), ("append call, p99", 0.99, duck.P99) })
        {
            var figure = new Figure(name, Rounds.Median(ours, latency => latency.Percentile(share)), Unit.NanosecondsPerCall);
            yield return figure.Against(SqliteRows, Rounds.Median(sqlite, latency => latency.Percentile(share)));
            yield return figure.Against("DuckDB's appender, by row", duckNanoseconds);
        }

        yield return new Figure("append call, allocated", FlorAppend.MeasureAllocation(context, trace), Unit.AllocatedPerCall) { Goal = Goal.Value(0) };
    }

    private static AppendSample Appended(DuckDbAppendSample sample) => new(sample.Appended, sample.Closed);
}
