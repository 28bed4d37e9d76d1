using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Replay;

/// <summary>Asks one epoch of a run with many for what it never logged.</summary>
internal sealed class LongRunBenchmark : Benchmark
{
    private const int Epochs = 200;
    private const int QuickEpochs = 6;
    private const double TimesAsFast = 50;

    public override string Name => "one epoch of many";

    public override IEnumerable<Figure> Run(BenchContext context)
    {
        int epochs = context.Size(Epochs, QuickEpochs);
        using var history = RecordedHistory.Record(context, VersionedProgram.Digits(context.Folders), 1, "--kwargs", $"epochs={epochs}");
        string query = $"SELECT runid, epoch, matrix FROM runs WHERE matrix IS NULL AND epoch = {epochs * 3 / 4} REPLAY ON 1 CPU";
        var first = ReplayMeasure.Of(history, query);
        double again = RetrainedRuns.Seconds(history);
        history.Reset(withBuilds: false);
        double built = ReplayMeasure.Of(history, query).Seconds;
        yield return new Figure($"one epoch of {epochs}, built for it", first.Seconds, Unit.Seconds).Against("training again", again);
        yield return new Figure($"one epoch of {epochs}, built before", built, Unit.Seconds).Against("training again", again) with { Goal = Goal.TimesPeer(TimesAsFast) };
    }
}
