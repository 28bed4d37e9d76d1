using FlorDb.Bench.Record;
using FlorDb.Bench.Reporting;

namespace FlorDb.Bench.Tests.Record;

public sealed class RecordSuiteTests
{
    [Fact]
    public void Mean_and_largest_overhead_are_those_of_the_adaptive_policy()
    {
        Figure[] figures =
        [
            Overhead("gpt", "adaptive", 0.5), Overhead("gpt", "every epoch", 20), Overhead("bert", "adaptive", 4), new("bert, adaptive", 7, Unit.Seconds),
        ];

        var summary = RecordSuite.Create().Summarise(figures).ToList();

        Assert.Equal([("2 trainings, adaptive, mean overhead", 2.25, false), ("2 trainings, adaptive, largest overhead", 4.0, false)], summary.Select(figure => (figure.Name, figure.Value, figure.Met!.Value)));
        Assert.Empty(RecordSuite.Create().Summarise([]));
    }

    private static Figure Overhead(string training, string setting, double percent) => new(RecordBenchmark.OverheadOf(training, setting), percent, Unit.Percent);
}
