using TorchSharp.Lite.Tests.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

[Collection(ProcessState.Name)]
public sealed class TrainingTests
{
    [Fact]
    public void A_small_net_learns_exclusive_or()
    {
        manual_seed(0);
        using var scope = NewDisposeScope();
        using var net = Sequential(Linear(2, 8), Tanh(), Linear(8, 1));
        using var adam = optim.Adam(net.parameters(), 0.05);
        using var loss = BCEWithLogitsLoss();
        var input = tensor(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }).reshape(4, 2);
        var target = tensor(new float[] { 0, 1, 1, 0 }).reshape(4, 1);
        for (var step = 0; step < 300; step++)
        {
            using var inner = NewDisposeScope();
            adam.zero_grad();
            loss.call(net.call(input), target).backward();
            adam.step();
        }
        Numbers.Equal(target, net.call(input).sigmoid().round());
        Assert.InRange(loss.call(net.call(input), target).ToDouble(), 0, 0.05);
    }

    [Fact]
    public void The_same_seed_trains_to_the_same_bits()
    {
        Numbers.Equal(Trained(), Trained(), 0);

        static Tensor Trained()
        {
            manual_seed(42);
            using var net = Sequential(Linear(4, 16), BatchNorm1d(16), ReLU(), Dropout(0.3), Linear(16, 3));
            using var sgd = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
            for (var step = 0; step < 20; step++)
            {
                using var inner = NewDisposeScope();
                sgd.zero_grad();
                functional.cross_entropy(net.call(randn(8, 4)), randint(3, 8)).backward();
                sgd.step();
            }
            return nn.utils.parameters_to_vector(net.parameters()).detach();
        }
    }

    [Fact]
    public void Ten_thousand_steps_in_dispose_scopes_leave_memory_flat()
    {
        using var net = Sequential(Linear(4, 64), ReLU(), Linear(64, 1));
        using var adam = optim.Adam(net.parameters());
        using var input = randn(32, 4);
        using var target = randn(32, 1);
        Train(net, adam, input, target, 500);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var tensors = Tensor.TotalCount;
        var memory = Environment.WorkingSet;
        Train(net, adam, input, target, 10_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount, 0, tensors);
        // One leaked hidden layer a step would be 82 MB.
        Assert.InRange(Environment.WorkingSet - memory, long.MinValue, 32L << 20);
    }

    private static void Train(Modules.Sequential net, Modules.Adam adam, Tensor input, Tensor target, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            adam.zero_grad();
            functional.mse_loss(net.call(input), target).backward();
            adam.step();
        }
    }
}
