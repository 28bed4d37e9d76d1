using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace FlorDb.Torch.Tests.Support;

/// <summary>
/// A data-parallel training: each process has its own samples, generator and dropout, and all have the same network, since they average their gradients in each step.
/// The argument <c>ballast</c> makes the network that many numbers larger.
/// </summary>
internal sealed class ParallelTraining(int rank, int worldSize, int port)
{
    /// <summary>Called in each step with the epoch and the step.</summary>
    public Action<int, int> OnStep { get; init; } = (_, _) => { };

    public void Run(Flor flor)
    {
        manual_seed(7);
        int epochs = flor.Arg("epochs", 4);
        using var scope = NewDisposeScope();
        using var first = Linear(5, 8);
        using var net = Sequential(first, ReLU(), Dropout(0.2), Linear(8, 3));
        using var ballast = Linear(flor.Arg("ballast", 1), 1);
        using var optimizer = optim.Adam(net.parameters(), 0.02);
        manual_seed(100 + rank);
        var (inputs, targets) = (randn(12, 5), randint(3, 12));
        var random = new Random(rank);
        flor.Checkpoints(("net", net), ("ballast", ballast), ("optimizer", optimizer), ("random", random));
        using var group = ProcessGroup.Connect(rank, worldSize, port);
        foreach (int epoch in flor.Loop("epoch", epochs))
        {
            foreach (int step in flor.Loop("step", 3))
            {
                using var inner = NewDisposeScope();
                optimizer.zero_grad();
                var loss = cross_entropy(net.call(inputs + 0.01 * random.NextDouble()), targets);
                loss.backward();
                foreach (var parameter in net.parameters()) Average(parameter.grad!, group);
                optimizer.step();
                flor.Log("loss", loss);
                OnStep(epoch, step);
            }

            using (no_grad()) ballast.weight!.mul_(0.99);
            flor.Log("noise", rand(1).item<float>() + random.Next(100));
            flor.Log("norm", first.weight!.to(ScalarType.Float64).sum());
        }

        flor.Log("end", rand(1).item<float>());
    }

    private static void Average(Tensor gradient, ProcessGroup group)
    {
        float[] numbers = gradient.data<float>().ToArray();
        group.Average(numbers);
        using var mean = tensor(numbers).view(gradient.shape);
        gradient.copy_(mean);
    }
}
