using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Replay;

/// <summary>Asks several recorded versions of a program for what they never logged, at the level of epochs and of steps, and compares with training them again.</summary>
internal sealed class HistoryBenchmark(string name, Func<RepositoryFolders, VersionedProgram> program, int versions, int quickVersions, string[] quickArguments) : Benchmark
{
    private const string StepLevel = "step level";
    private const double MostOverhead = 1.5;
    private const double HalfTime = 52;
    private const double MedianError = 10;
    private const double LargeError = 25;
    private const double Percent = 100;

    public override string Name => name;

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        using var history = RecordedHistory.Record(context, program(context.Folders), context.Size(versions, quickVersions), context.IsQuick ? quickArguments : []);
        var figures = new List<Figure>();
        figures.AddRange(Level(context, history, "epoch level", "SELECT runid, epoch, matrix FROM runs WHERE matrix IS NULL"));
        figures.AddRange(Level(context, history, StepLevel, "SELECT runid, epoch, step, gradient FROM runs WHERE gradient IS NULL"));
        return figures;
    }

    private IEnumerable<Figure> Level(BenchContext context, RecordedHistory history, string level, string query)
    {
        string what = $"{Name}, {level}";
        history.Reset(withBuilds: true);
        context.Say($"{what}: 1 worker");
        var first = ReplayMeasure.Of(history, $"{query} AND runid = 'version-0' REPLAY ON 1 CPU");
        var others = ReplayMeasure.Of(history, $"{query} REPLAY ON 1 CPU");
        context.Say($"{what}: training again");
        double again = RetrainedRuns.Seconds(history);
        history.Reset(withBuilds: false);
        var one = ReplayMeasure.Of(history, $"{query} REPLAY ON 1 CPU");
        history.Reset(withBuilds: false);
        context.Say($"{what}: 2 workers");
        var two = ReplayMeasure.Of(history, $"{query} REPLAY ON 2 CPUS");

        yield return new Figure(what, first.Seconds + others.Seconds, Unit.Seconds).Against("training again", again);
        yield return new Figure($"{what}, first version", first.Seconds, Unit.Seconds);
        foreach (var (part, seconds) in ((string, Func<VersionMeasure, double>)[])[("build", v => v.Build), ("start", v => v.Start), ("restore", v => v.Restore), ("compute", v => v.Compute)])
            yield return new Figure($"{what}, other versions, {part}", Rounds.Median(others.Versions, seconds), Unit.Seconds);
        yield return new Figure($"{what}, other versions, build and start, most", others.Versions.Max(version => version.Overhead), Unit.Seconds) { Goal = Goal.Value(MostOverhead) };
        yield return new Figure($"{what}, built before", one.Seconds, Unit.Seconds);
        yield return new Figure($"{what}, built before, 2 workers, part of the time of 1", Percent * two.Seconds / one.Seconds, Unit.Percent) { Goal = level == StepLevel ? Goal.Value(HalfTime) : null };
        double[] errors = [.. others.Versions.Select(version => Percent * version.EstimateError).Order()];
        yield return new Figure($"{what}, first version, error of the estimate", Percent * first.Versions[0].EstimateError, Unit.Percent);
        yield return new Figure($"{what}, other versions, error of the estimate, median", Rounds.Median(errors), Unit.Percent) { Goal = Goal.Value(MedianError) };
        yield return new Figure($"{what}, other versions, error of the estimate, 90th percentile", errors[(int)Math.Ceiling(0.9 * errors.Length) - 1], Unit.Percent) { Goal = Goal.Value(LargeError) };
    }
}
