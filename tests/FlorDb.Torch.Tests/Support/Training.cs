using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Torch.Tests.Support;

/// <summary>
/// A small training with all that makes replaying hard: dropout, batch norm, shuffling, a schedule, a generator and a Random of its own, a variable that
/// decides over an early exit, evaluation after the nested loop, and random numbers drawn between the loops.
/// </summary>
internal sealed class Training
{
    public int Epochs { get; init; } = 6;

    /// <summary>The epoch that is left by a break after its nested loop; none if negative.</summary>
    public int LastEpoch { get; init; } = -1;

    /// <summary>Logs "probe" at every position of a log statement.</summary>
    public bool Probes { get; init; }

    /// <summary>Called in each step.</summary>
    public Action<long, long> OnStep { get; init; } = (_, _) => { };

    /// <summary>Counts how often the data loader was enumerated.</summary>
    public int LoaderEnumerations { get; private set; }

    public void Run(Flor flor)
    {
        manual_seed(flor.Arg("seed", 3));
        using var scope = NewDisposeScope();
        var (inputs, targets) = (randn(24, 5), randint(3, 24));
        using var net = Sequential(Linear(5, 8), BatchNorm1d(8), ReLU(), Dropout(0.4), Linear(8, 3));
        using var optimizer = optim.Adam(net.parameters(), flor.Arg("lr", 0.02));
        var scheduler = optim.lr_scheduler.OneCycleLR(optimizer, 0.05, total_steps: 6 * Epochs + 1);
        var random = new Random(5);
        using var loader = DataLoader(TensorDataset(inputs, targets), 4, flor.Shuffler(24, 9));
        float best = float.MaxValue;
        flor.Checkpoints(("net", net), ("optimizer", optimizer), ("scheduler", scheduler), ("random", random));
        flor.Variable("best", () => best, value => best = value);
        flor.Log("start", rand(1).item<float>());
        Probe(flor, net, random);

        foreach (int epoch in flor.Loop("epoch", Epochs))
        {
            Probe(flor, net, random);
            net.train();
            foreach (var batch in flor.Loop("step", Counted(loader)))
            {
                using var inner = NewDisposeScope();
                optimizer.zero_grad();
                var loss = cross_entropy(net.call(batch[0] + 0.01 * random.NextDouble()), batch[1]);
                loss.backward();
                optimizer.step();
                scheduler.step();
                best = Math.Min(best, loss.item<float>());
                flor.Log("loss", loss);
                Probe(flor, net, random);
            }

            Probe(flor, net, random);
            flor.Log("noise", rand(1).item<float>() + random.Next(100));
            flor.Log("best", best);
            if (epoch == LastEpoch) break;
        }

        Probe(flor, net, random);
        flor.Log("end", rand(1).item<float>());
    }

    private IEnumerable<IList<Tensor>> Counted(IEnumerable<IList<Tensor>> loader)
    {
        LoaderEnumerations++;
        int step = 0;
        foreach (var batch in loader)
        {
            OnStep(LoaderEnumerations - 1, step++);
            yield return batch;
        }
    }

    /// <summary>Depends on every parameter, buffer and gradient, and on the generators, without changing any of them.</summary>
    private void Probe(Flor flor, Module<Tensor, Tensor> net, Random random)
    {
        if (!Probes) return;
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var pieces = net.parameters().Concat(net.buffers()).Select(piece => piece.to(ScalarType.Float64).sum()).ToList();
        pieces.AddRange(net.parameters().Select(parameter => parameter.grad).OfType<Tensor>().Select(gradient => gradient.to(ScalarType.Float64).sum()));
        flor.Log("probe", stack(pieces));
        flor.Log("rng", get_rng_state().to(ScalarType.Int64).sum());
        flor.Log("mode", net.training);
        _ = random;
    }
}
