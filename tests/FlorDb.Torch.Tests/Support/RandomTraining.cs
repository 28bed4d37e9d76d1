using System.Globalization;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;
using static TorchSharp.torch.utils.data;

namespace FlorDb.Torch.Tests.Support;

/// <summary>
/// A small training whose shape a seed decides: outermost loops one after the other (one may be entered twice), loops nested in them, data loaders, collections and sequences
/// that draw random numbers while they run, dropout, batch norm, a schedule, layers that are frozen and thawed, early exits, plain variables, random
/// numbers drawn everywhere. It logs wherever a program can, and at its end all that its future would depend on.
/// </summary>
internal sealed class RandomTraining(int seed)
{
    private const int Samples = 12;
    private readonly Random _shape = new(seed);
    private readonly Random _random = new(seed + 1);
    private readonly List<double> _history = [];
    private Module<Tensor, Tensor> _net = null!;
    private Module<Tensor, Tensor> _first = null!;
    private optim.Optimizer _optimizer = null!;
    private optim.lr_scheduler.LRScheduler _scheduler = null!;
    private IEnumerable<IList<Tensor>> _loader = null!;
    private float _best = float.MaxValue;
    private int _patience;

    /// <summary>Called in each step with the number of steps that this process has executed before.</summary>
    public Action<int> OnStep { get; init; } = _ => { };

    /// <summary>How many steps this process has executed.</summary>
    public int Steps { get; private set; }

    public void Run(Flor flor)
    {
        manual_seed(flor.Arg("seed", seed));
        using var scope = NewDisposeScope();
        Build(flor);
        flor.Log("start", rand(1).item<float>());
        int phases = _shape.Next(1, 4);
        for (int phase = 0; phase < phases; phase++)
        {
            // The shape of a loop is decided before it, as what decides within it may be passed over.
            string name = phase == 2 && _shape.Next(2) == 0 ? "phase0" : $"phase{phase}";
            var plan = new Plan(_shape.Next(1, 5), _shape.Next(4), _shape.Next(3), _shape.Next(2) == 0, _shape.Next(3) == 0);
            foreach (var element in flor.Loop(name, Outer(plan)))
                if (!RunIteration(flor, plan, element)) break;
            if (_shape.Next(2) == 0) flor.Log("between", rand(1).item<float>() + _best);
        }

        LogFuture(flor);
    }

    private void Build(Flor flor)
    {
        var (inputs, targets) = (randn(Samples, 4), randint(3, Samples));
        _first = Linear(4, 6);
        _net = Sequential(_first, BatchNorm1d(6), Tanh(), Dropout(0.3), Linear(6, 3));
        _optimizer = _shape.Next(2) == 0 ? optim.Adam(_net.parameters(), 0.02) : optim.SGD(_net.parameters(), 0.05, momentum: 0.9);
        _scheduler = optim.lr_scheduler.StepLR(_optimizer, _shape.Next(1, 6), 0.7);
        _loader = DataLoader(TensorDataset(inputs, targets), 4, flor.Shuffler(Samples, seed));
        flor.Checkpoints(("net", _net), ("optimizer", _optimizer), ("scheduler", _scheduler), ("random", _random));
        flor.Variable("best", () => _best, value => _best = value);
        flor.Variable("patience", () => _patience, value => _patience = value);
        flor.Variable("history", () => _history.ToArray(), values =>
        {
            _history.Clear();
            _history.AddRange(values);
        });
    }

    /// <summary>A collection, a sequence that yields numbers that were drawn as it began, or one that draws them while it runs.</summary>
    private static IEnumerable<double> Outer(Plan plan) => plan.Sequence switch
    {
        0 => Drawn(plan.Iterations),
        1 => Enumerable.Range(0, plan.Iterations).Select(index => index + 0.5),
        _ => [.. Enumerable.Range(0, plan.Iterations).Select(index => (double)index)],
    };

    private static IEnumerable<double> Drawn(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)rand(1).item<float>())];
        foreach (double value in values) yield return value;
    }

    private bool RunIteration(Flor flor, Plan plan, double element)
    {
        using var scope = NewDisposeScope();
        if (plan.Freezes && _random.Next(2) == 0)
            foreach (var parameter in _first.parameters()) parameter.requires_grad = !parameter.requires_grad;
        _net.train();
        flor.Log("element", element + rand(1).item<float>());
        for (int nested = 0; nested < plan.Nested; nested++)
        {
            foreach (var batch in flor.Loop(nested == 0 ? "step" : "more", _loader))
            {
                float loss = Step(batch);
                flor.Log("loss", loss);
                if (loss > 1.6 && _random.Next(4) == 0) break;
            }

            flor.Log("best", _best);
        }

        if (plan.Nested == 0) flor.Log("loss", Step([randn(4, 4), randint(3, 4)]));
        _net.eval();
        foreach (int index in flor.Loop("test", _random.Next(3)))
            using (no_grad())
                flor.Log("out", _net.call(full([1, 4], index + _random.NextDouble())));
        _history.Add(_best);
        flor.Log("noise", rand(1).item<float>() + _random.Next(100) + _history.Count);
        return !plan.Exits || _patience < 3;
    }

    private float Step(IList<Tensor> batch)
    {
        OnStep(Steps++);
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var loss = cross_entropy(_net.call(batch[0] + 0.01 * _random.NextDouble()), batch[1]);
        loss.backward();
        _optimizer.step();
        _scheduler.step();
        float value = loss.item<float>();
        _patience = value < _best ? 0 : _patience + 1;
        _best = Math.Min(_best, value);
        return value;
    }

    /// <summary>Parameters, buffers, and by a last step the optimizer's state; both generators; the variables.</summary>
    private void LogFuture(Flor flor)
    {
        _net.train();
        foreach (var parameter in _first.parameters()) parameter.requires_grad = true;
        flor.Log("last", Step([randn(4, 4), randint(3, 4)]));
        foreach (var (name, tensor) in _net.named_parameters()) flor.Log($"final {name}", tensor);
        foreach (var (name, tensor) in _net.named_buffers()) flor.Log($"final {name}", tensor);
        flor.Log("final generators", string.Create(CultureInfo.InvariantCulture, $"{get_rng_state().to(ScalarType.Int64).sum().item<long>()} {_random.NextDouble():R}"));
        flor.Log("final variables", string.Create(CultureInfo.InvariantCulture, $"{_best:R} {_patience} {string.Join(' ', _history)}"));
    }

    /// <summary>What one outermost loop does.</summary>
    private sealed record Plan(int Iterations, int Sequence, int Nested, bool Exits, bool Freezes);
}
