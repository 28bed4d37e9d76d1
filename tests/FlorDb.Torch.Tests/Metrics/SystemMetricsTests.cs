using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Metrics;

[Collection(SharedTorch.Name)]
public sealed class SystemMetricsTests : IDisposable
{
    private static readonly string[] Names = ["system/cpu", "system/memory", "system/process_cpu", "system/process_memory", "system/seconds"];

    private readonly TrainingStore _store = new() { Configure = options => options.SystemMetrics = TimeSpan.FromMilliseconds(100) };

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Machine_is_sampled_into_values_of_the_run_while_its_loops_run()
    {
        var run = _store.Record(flor =>
        {
            foreach (int epoch in flor.Loop("epoch", 2))
                if (epoch == 1) Assert.True(SpinWait.SpinUntil(HasSampledTwice, TimeSpan.FromSeconds(60)));
        });

        var cells = _store.Cells(run);
        Assert.All(Names, name => Assert.Contains(name, cells.Keys));
        Assert.DoesNotContain(cells.Keys, name => name.StartsWith("epoch", StringComparison.Ordinal));
        Assert.InRange(cells["system/cpu"].AsFloat64(), 0, 100);
        Assert.InRange(cells["system/process_cpu"].AsFloat64(), 0, 100.0 * 2 * Environment.ProcessorCount);
        Assert.InRange(cells["system/process_memory"].AsInt64(), 1 << 20, cells["system/memory"].AsInt64() * 4);
        Assert.InRange(cells["system/seconds"].AsFloat64(), 0.05, cells["system/seconds#1"].AsFloat64());
    }

    [Fact]
    public void Off_unless_asked_for_and_only_at_sensible_intervals()
    {
        var options = new FlorOptions();
        Assert.Null(options.SystemMetrics);
        Assert.False(options.CaptureOutput);
        Assert.Throws<ArgumentOutOfRangeException>(() => options.SystemMetrics = TimeSpan.FromMilliseconds(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.SystemMetrics = TimeSpan.FromDays(2));
        options.SystemMetrics = TimeSpan.FromSeconds(10);
        options.SystemMetrics = null;
    }

    private bool HasSampledTwice()
    {
        Thread.Sleep(100);
        return _store.Read(snapshot => RunCells.Of(snapshot, snapshot.Runs.Single().Key)).ContainsKey("system/process_memory#1");
    }
}
