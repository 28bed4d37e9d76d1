using FlorDb.Torch.Progress;

namespace FlorDb.Torch.Tests.Progress;

public sealed class ProgressLineTests
{
    private static readonly LoopProgress Epoch = new("epoch", 3, 10, 0.05, TimeSpan.FromSeconds(130));
    private static readonly LoopProgress Step = new("step", 412, 937, 85.21, TimeSpan.FromSeconds(6));

    [Fact]
    public void Nested_loops_stand_in_one_line_with_the_pace_of_the_inner_and_the_time_of_the_outer() =>
        Assert.Equal(
            "epoch 3/10 · step 412/937 · 85.21 step/s · 2 min 10 s left · loss 0.2431 · n 12",
            ProgressLine.Write([Epoch, Step], [("loss", 0.24309), ("n", 12)], 200));

    [Fact]
    public void Slow_loop_tells_the_seconds_of_an_iteration() => Assert.Equal("epoch 3/10 · 20 s/epoch · 2 min 10 s left", ProgressLine.Write([Epoch], [], 200));

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Assert.Equal("epoch 1", ProgressLine.Write([new LoopProgress("epoch", 1, null, null, null)], [], 200));
        Assert.Equal("epoch 11", ProgressLine.Write([Epoch with { Iteration = 11, Left = null, Rate = null }], [], 200));
        Assert.Equal("", ProgressLine.Write([], [("loss", 1)], 200));
        Assert.Equal("epoch 1 · loss NaN · gain ∞", ProgressLine.Write([new LoopProgress("epoch", 1, null, null, null)], [("loss", double.NaN), ("gain", double.PositiveInfinity)], 200).Replace("Infinity", "∞", StringComparison.Ordinal));
    }

    [Fact]
    public void Line_is_never_wider_than_the_terminal()
    {
        for (int width = 0; width < 100; width++)
            Assert.InRange(ProgressLine.Write([Epoch, Step], [("loss", 0.24309), ("a name that is rather long", 1), ("n", 12)], width).Length, 0, width);
        Assert.Equal("epoch 3/10 · step 412/937 · loss 1", ProgressLine.Write([Epoch, Step with { Rate = null }], [("loss", 1), ("accuracy", 2)], 38));
    }

    [Theory]
    [InlineData(0.9, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(3600 + 125, "1 h 2 min")]
    [InlineData(86400 * 2 + 3600 * 5, "2 d 5 h")]
    public void Times_have_two_units(double seconds, string text) => Assert.Equal(text, ProgressLine.Duration(TimeSpan.FromSeconds(seconds)));
}
