using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;
using FlorDb.Torch;

namespace FlorDb.Bench.Record;

/// <summary>What it costs to record a training: the same training without a record, and with one under three policies.</summary>
internal sealed class RecordBenchmark(TrainingPlan plan) : Benchmark
{
    public const double LargestOverhead = 3.5;

    private const double Mega = 1e6;
    private const double Milli = 1e3;
    private const double Percent = 100;

    private static readonly (string Name, CheckpointPolicy Policy)[] Settings =
    [
        ("adaptive", CheckpointPolicy.Adaptive), ("every epoch", CheckpointPolicy.EveryIteration), ("no checkpoints", CheckpointPolicy.Off),
    ];

    public override string Name => plan.Name;

    /// <summary>The name of the figure that has a goal.</summary>
    public static string OverheadOf(string training, string setting = "adaptive") => $"{training}, {setting}, overhead";

    /// <summary>The name of the figure that leaves out what recording costs once.</summary>
    public static string SecondHalfOf(string training, string setting = "adaptive") => $"{training}, {setting}, overhead, second half";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        var rounds = Enumerable.Range(0, context.Rounds).Select(round => Train(context, round)).ToList();
        var samples = Enumerable.Range(0, 1 + Settings.Length).Select(i => rounds.ConvertAll(round => round[i])).ToList();
        var all = samples.SelectMany(each => each).ToList();
        Check.Equal(1, all.Select(sample => sample.Report.Fingerprint).Distinct().Count(), $"different models that {Name} trained");
        Check.Equal(1, all.Where(sample => sample.Run is not null).Select(sample => sample.Run!.Contents).Distinct().Count(), $"different records of {Name}");
        int points = samples[1 + Array.FindIndex(Settings, setting => setting.Policy == CheckpointPolicy.EveryIteration)][0].Run!.Checkpoints;
        return Settings.Zip(samples.Skip(1)).SelectMany(each =>
            Times(each.First.Name, each.First.Policy, samples[0], each.Second).Concat(Records(each.First.Name, each.First.Policy, points, each.Second)));
    }

    /// <summary>The training that is not recorded, and those that are, in turns of half a second.</summary>
    private Sample[] Train(BenchContext context, int round)
    {
        using var folder = context.NewFolder();
        string[] repositories = [.. Settings.Select(setting => folder.At(setting.Name))];
        foreach (string repository in repositories) GitFolder.Create(repository);
        var answers = TimeSlices.Run(
            folder,
            [
                environment => TrainingProgram.Start(Name, context.IsQuick, null, CheckpointPolicy.Off, environment),
                .. Settings.Zip(repositories, (setting, repository) => (Func<IReadOnlyDictionary<string, string>, ChildProcess>)(
                    environment => TrainingProgram.Start(Name, context.IsQuick, repository, setting.Policy, environment))),
            ],
            first: round);
        var reports = answers.Select(TrainingReport.Parse).ToList();
        return [new Sample(reports[0], null), .. Settings.Select((setting, i) => new Sample(reports[i + 1], RecordedRun.Read(repositories[i], reports[i + 1], setting.Policy)))];
    }

    private IEnumerable<Figure> Times(string setting, CheckpointPolicy policy, IReadOnlyList<Sample> plain, IReadOnlyList<Sample> recorded)
    {
        string what = $"{Name}, {setting}";
        double[] overheads = Overheads(plain, recorded, report => report.Seconds);
        double Median(Func<TrainingReport, double> value) => Rounds.Median(recorded, sample => value(sample.Report));
        yield return new Figure(what, Median(report => report.Seconds), Unit.Seconds).Against("not recorded", Rounds.Median(plain, sample => sample.Report.Seconds));
        yield return new Figure(OverheadOf(Name, setting), Rounds.Median(overheads), Unit.Percent) { Goal = policy == CheckpointPolicy.Adaptive ? Goal.Value(LargestOverhead) : null };
        yield return new Figure($"{what}, overhead, least", overheads.Min(), Unit.Percent);
        yield return new Figure($"{what}, overhead, most", overheads.Max(), Unit.Percent);
        yield return new Figure(SecondHalfOf(Name, setting), Rounds.Median(Overheads(plain, recorded, report => report.HalfSeconds)), Unit.Percent);
        yield return new Figure($"{what}, once", Rounds.Median(plain.Zip(recorded, (without, with) => Once(without.Report, with.Report))) * Milli, Unit.Milliseconds);
        yield return new Figure($"{what}, held up", Rounds.Median(plain.Zip(recorded, (without, with) => with.Report.HeldUpSeconds - without.Report.HeldUpSeconds)) * Milli, Unit.Milliseconds);
        yield return new Figure($"{what}, overhead, processor time", Rounds.Median(Overheads(plain, recorded, report => report.ProcessorSeconds)), Unit.Percent);
        yield return new Figure($"{what}, start", Median(report => report.StartSeconds) * Milli, Unit.Milliseconds);
        yield return new Figure($"{what}, end", Median(report => report.EndSeconds) * Milli, Unit.Milliseconds);
    }

    /// <param name="setting">The policy's name in the figures.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="points">How many checkpoints the training could have had.</param>
    /// <param name="recorded">What was measured.</param>
    private IEnumerable<Figure> Records(string setting, CheckpointPolicy policy, int points, IReadOnlyList<Sample> recorded)
    {
        string what = $"{Name}, {setting}";
        double Median(Func<RecordedRun, double> value) => Rounds.Median(recorded, sample => value(sample.Run!));
        yield return new Figure($"{what}, cells", Median(run => run.Cells), Unit.Cells);
        yield return new Figure($"{what}, stored", Median(run => run.StoredBytes) / Mega, Unit.Megabytes);
        if (policy == CheckpointPolicy.Off) yield break;
        yield return new Figure($"{what}, checkpoints", Median(run => run.Checkpoints), Unit.Checkpoints);
        yield return new Figure($"{what}, missed", Median(run => run.Missed), Unit.Checkpoints);
        yield return new Figure($"{what}, passed over", Median(run => points - run.Checkpoints - run.Missed), Unit.Checkpoints);
    }

    /// <summary>By how many percent the recorded training took longer, in each round.</summary>
    private static double[] Overheads(IReadOnlyList<Sample> plain, IReadOnlyList<Sample> recorded, Func<TrainingReport, double> value) =>
        [.. plain.Zip(recorded, (without, with) => Percent * (value(with.Report) / value(without.Report) - 1))];

    /// <summary>The seconds that a training takes longer, without those that the rate of its second half explains.</summary>
    private static double Once(TrainingReport plain, TrainingReport recorded) =>
        recorded.Seconds - plain.Seconds - (recorded.HalfSeconds / plain.HalfSeconds - 1) * plain.Seconds;

    private sealed record Sample(TrainingReport Report, RecordedRun? Run);
}
