using FlorDb.Bench.Reporting;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Record;

/// <summary>What recording costs trainings.</summary>
internal static class RecordSuite
{
    private const double LargestMean = 1;

    public static Suite Create() => new("record", [.. TrainingPlan.All.Select(plan => new RecordBenchmark(plan))]) { Summarise = Summarise };

    private static IEnumerable<Figure> Summarise(IReadOnlyList<Figure> figures)
    {
        double[] overheads = Find(name => RecordBenchmark.OverheadOf(name));
        double[] rates = Find(name => RecordBenchmark.SecondHalfOf(name));
        if (overheads.Length == 0) yield break;
        yield return new Figure($"{overheads.Length} trainings, adaptive, mean overhead", overheads.Average(), Unit.Percent) { Goal = Goal.Value(LargestMean) };
        yield return new Figure($"{overheads.Length} trainings, adaptive, largest overhead", overheads.Max(), Unit.Percent) { Goal = Goal.Value(RecordBenchmark.LargestOverhead) };
        yield return new Figure($"{rates.Length} trainings, adaptive, mean overhead, second half", rates.Average(), Unit.Percent);
        yield return new Figure($"{rates.Length} trainings, adaptive, largest overhead, second half", rates.Max(), Unit.Percent);

        double[] Find(Func<string, string> figureOf)
        {
            var names = TrainingPlan.All.Select(plan => figureOf(plan.Name)).ToHashSet();
            return [.. figures.Where(figure => names.Contains(figure.Name)).Select(figure => figure.Value)];
        }
    }
}
