using FlorDb.Torch.Metrics;
using FlorDb.Torch.Recording;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

public class ProcessorContentionTests
{
    [Theory]
    [InlineData(2, 2.0, 1.0, 0.0, 1.0)] // Every processor trains: what the background takes is missed in full.
    [InlineData(2, 1.0, 0.5, 0.0, 0.05)] // One is idle.
    [InlineData(2, 1.5, 0.75, 0.0, 0.5)]
    [InlineData(2, 1.4, 0.7, 0.4, 0.05)] // The thread itself keeps busy what would be idle without it.
    [InlineData(2, 0.5, 1.0, 0.0, 1.0)] // Other programs keep the machine busy.
    [InlineData(4, 4.0, 0.1, 0.0, 1.0)] // A container may use four of forty processors, and does.
    [InlineData(2, 2.3, 1.0, 0.0, 1.0)]
    [InlineData(64, 3.0, 0.1, 0.5, 0.05)]
    public void Only_what_no_idle_processor_takes_is_missed(int processors, double ofProcess, double ofMachine, double own, double missed)
    {
        Assert.Equal(missed, ProcessorContention.Of(new ProcessorUse(10, ofProcess, ofMachine), ownSeconds: 10 * own, processors), precision: 6);
    }

    [Fact]
    public void Machine_that_does_not_tell_counts_as_idle_beside_the_process() =>
        Assert.Equal(0.7, ProcessorContention.Of(new ProcessorUse(1, 1.7, OfMachine: null), ownSeconds: 0, 2), precision: 6);

    [Fact]
    public void Nothing_is_known_before_some_time_has_passed()
    {
        var time = new ManualTime();
        var contention = new ProcessorContention(new ProcessorLoad(time));
        time.Pass(0.2);
        Assert.Equal(1, contention.Measure(0.1));
        time.Pass(1000);
        Assert.InRange(contention.Measure(0.1), 0.05, 1);
    }

    [Fact]
    public void Processor_time_of_a_thread_stands_still_while_it_sleeps()
    {
        var time = new RecurringTime(ThreadProcessorClock.Instance);
        double before = time.Seconds;
        Assert.True(SpinWait.SpinUntil(() => time.Seconds > before + 0.01, TimeSpan.FromMinutes(1)));
        before = time.Seconds;
        Thread.Sleep(500);
        Assert.InRange(time.Seconds - before, 0, 0.4);
    }
}
