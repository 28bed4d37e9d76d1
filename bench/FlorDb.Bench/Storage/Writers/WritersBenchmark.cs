using System.Globalization;
using FlorDb.Bench.Peers;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>Fifty writers at once in ten processes, and a reader that looks at all of it again and again meanwhile.</summary>
internal sealed class WritersBenchmark : Benchmark
{
    private const int WritersEach = 5;
    private const string Peer = "SQLite, 1,000 rows a transaction";

    public override string Name => "writers";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        int processes = context.Size(10, 2), steps = context.Size(10_000, 500), rounds = Math.Min(context.Rounds, 3);
        double cells = processes * WritersEach * steps * TrainingTrace.Metrics.Length;
        var samples = Rounds.Alternate(rounds, () => WriteStore(context, processes, steps), () => WriteSqlite(context, processes, steps));
        double Ours(Func<Sample, double> value) => Rounds.Median(samples[0], value);
        double Theirs(Func<Sample, double> value) => Rounds.Median(samples[1], value);
        string name = string.Create(CultureInfo.InvariantCulture, $"{processes * WritersEach} writers");
        yield return new Figure($"{name}, rate", cells / Ours(sample => sample.Recorded), Unit.CellsPerSecond)
            .Against(Peer, cells / Theirs(sample => sample.Recorded));
        yield return new Figure($"{name}, rate until closed", cells / Ours(sample => sample.Ended), Unit.CellsPerSecond)
            .Against(Peer, cells / Theirs(sample => sample.Ended));
        yield return new Figure($"{name}, lock errors", samples[0].Sum(sample => sample.LockErrors), Unit.Errors) { Goal = Goal.Value(0) }
            .Against(Peer, samples[1].Sum(sample => sample.LockErrors));
        yield return new Figure($"{name}, slowest call", Ours(sample => sample.LongestCall) * 1000, Unit.Milliseconds)
            .Against(Peer, Theirs(sample => sample.LongestCall) * 1000);
        yield return new Figure($"{name}, views taken meanwhile", Ours(sample => sample.Reads), Unit.Views).Against(Peer, Theirs(sample => sample.Reads));
    }

    private static Sample WriteStore(BenchContext context, int processes, int steps)
    {
        using var folder = context.NewFolder();
        string path = folder.At("store");
        using var reader = FlorStore.OpenOrCreate(path);
        long seen = 0;
        var sample = Measure(new WriterTeam(FlorWriters.Program, path, processes, WritersEach, steps), () =>
        {
            using var view = reader.TakeSnapshot();
            long rows = view.Table(TraceStore.StepPath)?.RowCount ?? 0;
            Check.That(rows >= seen && view.Notices.IsEmpty, $"a view has {rows} rows after one with {seen}, and {view.Notices.Length} notices");
            seen = rows;
        });
        using var store = FlorStore.Open(path);
        using var snapshot = store.TakeSnapshot();
        Check.Equal(processes * WritersEach, snapshot.Runs.Length, "runs");
        foreach (var run in snapshot.Runs)
        {
            Check.Equal(RunState.Completed, run.State, "a run's state");
            TraceStore.Verify(snapshot, run.Key, FlorWriters.Trace(int.Parse(run.Header.RunId, CultureInfo.InvariantCulture), steps), steps);
        }

        return sample;
    }

    private static Sample WriteSqlite(BenchContext context, int processes, int steps)
    {
        using var folder = context.NewFolder();
        string path = folder.At("cells.db");
        using var reader = new SqliteDatabase(path);
        reader.Execute("CREATE TABLE cells (run INTEGER, epoch INTEGER, step INTEGER, name INTEGER, value REAL)");
        double seen = 0;
        var sample = Measure(new WriterTeam(SqliteWriters.Program, path, processes, WritersEach, steps), () =>
        {
            double rows = reader.ReadRow("SELECT count(*) FROM cells", 1)[0];
            Check.That(rows >= seen, $"SQLite shows {rows} rows after {seen}");
            seen = rows;
        });
        double[] answer = reader.ReadRow("SELECT count(*), sum(value) FROM cells", 2);
        Check.Equal(processes * WritersEach * steps * TrainingTrace.Metrics.Length, answer[0], "SQLite's rows");
        Check.Close(Enumerable.Range(0, processes * WritersEach).Sum(writer => FlorWriters.Trace(writer, steps).Sum()), answer[1], "SQLite's sum");
        return sample;
    }

    private static Sample Measure(WriterTeam team, Action read)
    {
        using (team)
        {
            int reads = 0;
            var (reports, recorded, ended) = team.Run(() =>
            {
                read();
                reads++;
            });
            return new Sample(
                recorded, ended, reports.Sum(report => report.LockErrors), reports.Max(report => report.LongestCall), reads);
        }
    }

    private sealed record Sample(double Recorded, double Ended, long LockErrors, double LongestCall, int Reads);
}
