using FlorDb.Bench.Reporting;

namespace FlorDb.Bench.Tests.Reporting;

public sealed class FigureTests
{
    [Fact]
    public void Ratio_is_how_many_times_as_good_whichever_way_the_unit_counts()
    {
        Assert.Equal(10, new Figure("call", 100, Unit.NanosecondsPerCall).Against("peer", 1000).Ratio);
        Assert.Equal(0.1, new Figure("rate", 100, Unit.CellsPerSecond).Against("peer", 1000).Ratio);
        Assert.Null(new Figure("alone", 100, Unit.CellsPerSecond).Ratio);
        Assert.Null(new Figure("none", 0, Unit.Errors).Against("peer", 3).Ratio);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Goal_of_a_lower_value_is_not_to_be_passed(double value, bool met) =>
        Assert.Equal(met, (new Figure("call", value, Unit.NanosecondsPerCall) { Goal = Goal.Value(200) }).Met);

    [Theory]
    [InlineData(500, true)]
    [InlineData(499, false)]
    public void Goal_of_a_higher_value_is_to_be_reached(double value, bool met) =>
        Assert.Equal(met, (new Figure("rate", value, Unit.MegabytesPerSecond) { Goal = Goal.Value(500) }).Met);

    [Theory]
    [InlineData(8.0, true)]
    [InlineData(7.9, false)]
    public void Goal_of_a_ratio_is_to_be_reached(double value, bool met) =>
        Assert.Equal(met, (new Figure("read", value, Unit.GigabytesPerSecond) { Goal = Goal.TimesPeer(0.8) }).Against("peer", 10).Met);

    [Fact]
    public void Figure_without_a_goal_is_neither_met_nor_missed() => Assert.Null(new Figure("rate", 1, Unit.CellsPerSecond).Met);
}
