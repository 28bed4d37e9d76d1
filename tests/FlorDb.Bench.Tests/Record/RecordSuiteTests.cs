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
            SecondHalf("gpt", "adaptive", 0.25), SecondHalf("gpt", "no checkpoints", 9), SecondHalf("bert", "adaptive", 0.75),
        ];

        var summary = RecordSuite.Create().Summarise(figures).ToList();

        (string, double, bool?)[] expected =
        [
            ("2 trainings, adaptive, mean overhead", 2.25, false), ("2 trainings, adaptive, largest overhead", 4, false),
            ("2 trainings, adaptive, mean overhead, second half", 0.5, null), ("2 trainings, adaptive, largest overhead, second half", 0.75, null),
        ];
        Assert.Equal(expected, summary.Select(figure => (figure.Name, figure.Value, figure.Met)));
        Assert.Empty(RecordSuite.Create().Summarise([]));
    }

    private static Figure SecondHalf(string training, string setting, double percent) => new(RecordBenchmark.SecondHalfOf(training, setting), percent, Unit.Percent);

    private static Figure Overhead(string training, string setting, double percent) => new(RecordBenchmark.OverheadOf(training, setting), percent, Unit.Percent);
}
