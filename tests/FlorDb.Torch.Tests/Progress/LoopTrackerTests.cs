using FlorDb.Storage;
using FlorDb.Torch.Loops;
using FlorDb.Torch.Progress;

namespace FlorDb.Torch.Tests.Progress;

public sealed class LoopTrackerTests
{
    private readonly LoopTracker _tracker = new();
    private double _seconds;

    [Fact]
    public void Pace_and_time_left_come_of_what_was_seen()
    {
        var epoch = LoopFrame.Root().Enter("epoch", isStored: true, length: 10);
        Assert.Empty(Look(epoch));

        epoch.Begin(CellValue.Null);
        Assert.Equal([new LoopProgress("epoch", 1, 10, null, null)], Look(epoch));

        Pass(epoch, iterations: 2, seconds: 4);
        Assert.Equal([new LoopProgress("epoch", 3, 10, 0.5, TimeSpan.FromSeconds(16))], Look(epoch));
    }

    [Fact]
    public void Part_of_an_iteration_that_is_done_counts_for_the_loop_around_it()
    {
        var epoch = LoopFrame.Root().Enter("epoch", isStored: true, length: 4);
        epoch.Begin(CellValue.Null);
        var step = epoch.Enter("step", isStored: true, length: 100);
        step.Begin(CellValue.Null);
        Look(step);
        Pass(step, iterations: 50, seconds: 5);

        var loops = Look(step);
        Assert.Equal(("epoch", 1L, TimeSpan.FromSeconds(35)), (loops[0].Name, loops[0].Iteration, loops[0].Left));
        Assert.Equal(("step", 51L, 10.0), (loops[1].Name, loops[1].Iteration, loops[1].Rate));
    }

    [Fact]
    public void Time_between_two_executions_of_a_loop_is_not_counted()
    {
        var epoch = LoopFrame.Root().Enter("epoch", isStored: true, length: null);
        epoch.Begin(CellValue.Null);
        for (int execution = 0; execution < 2; execution++)
        {
            var step = epoch.Enter("step", isStored: true, length: null);
            step.Begin(CellValue.Null);
            Look(step);
            Pass(step, iterations: 20, seconds: 2);
            Assert.Equal((21, 10.0, null), (Look(step)[1].Iteration, Look(step)[1].Rate, Look(step)[1].Left));
            step.Close();
            _seconds += 100;
            Look(epoch);
        }
    }

    [Fact]
    public void Loop_that_is_entered_again_begins_at_one()
    {
        var root = LoopFrame.Root();
        var first = root.Enter("part", isStored: true, length: 2);
        first.Begin(CellValue.Null);
        first.Close();
        var second = root.Enter("part", isStored: true, length: 3);
        second.Begin(CellValue.Null);

        Assert.Equal(("part", 1L, 3L), (Look(second)[0].Name, Look(second)[0].Iteration, Look(second)[0].Length));
    }

    private List<LoopProgress> Look(LoopFrame frame) => _tracker.Look(frame, TimeSpan.FromSeconds(_seconds));

    private void Pass(LoopFrame frame, int iterations, double seconds)
    {
        for (int i = 0; i < iterations; i++) frame.Begin(CellValue.Null);
        _seconds += seconds;
    }
}
