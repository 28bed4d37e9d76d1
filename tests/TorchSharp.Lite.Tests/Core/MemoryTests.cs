using System.Diagnostics;
using static TorchSharp.torch;

namespace TorchSharp.Lite.Tests.Core;

[Collection(ProcessState.Name)]
public class MemoryTests
{
    private const int Steps = 10_000;
    private const long AllowedGrowth = 20 << 20;

    [Fact]
    public void Ten_thousand_training_steps_leave_memory_flat()
    {
        using var scope = NewDisposeScope();
        var (inputs, targets) = (randn(32, 16), randn(32, 1));
        var (hidden, output) = (randn(16, 24, requires_grad: true), randn(24, 1, requires_grad: true));
        Train(Steps / 10, inputs, targets, hidden, output);
        var (tensors, resident) = (SettledCount(), ResidentBytes());
        Train(Steps, inputs, targets, hidden, output);
        Assert.Equal(tensors, Tensor.TotalCount);
        // One leaked hidden-layer tensor a step would be 30 MB.
        Assert.InRange(ResidentBytes() - resident, long.MinValue, AllowedGrowth);
    }

    [Fact]
    public void Finalizers_free_what_nobody_disposed()
    {
        var before = SettledCount();
        Abandon();
        Assert.Equal(before, SettledCount());
    }

    [Fact]
    public void Peak_count_is_never_below_the_total()
    {
        using var first = zeros(1);
        Assert.InRange(Tensor.PeakCount, Tensor.TotalCount, long.MaxValue);
    }

    [Fact]
    public async Task Threads_compute_side_by_side()
    {
        var before = SettledCount();
        var sums = await Task.WhenAll(Enumerable.Range(1, 8).Select(factor => Task.Run(() =>
        {
            using var scope = NewDisposeScope();
            var x = ones(50, float64, requires_grad: true);
            for (int step = 0; step < 100; step++) (x * factor).sum().backward();
            return x.grad!.sum().item<double>();
        })));
        Assert.Equal(Enumerable.Range(1, 8).Select(factor => 5000.0 * factor), sums);
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Train(int steps, Tensor inputs, Tensor targets, Tensor hidden, Tensor output)
    {
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var loss = (inputs.mm(hidden).relu().mm(output) - targets).square().mean();
            loss.backward();
            using var ungraded = no_grad();
            foreach (var weights in new[] { hidden, output })
            {
                weights.sub_(weights.grad! * 1e-3);
                weights.grad!.zero_();
            }
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Abandon()
    {
        for (int k = 0; k < 1000; k++) zeros(10);
    }

    /// <summary>Live tensors once what earlier tests left to the garbage collector is gone.</summary>
    private static long SettledCount()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
