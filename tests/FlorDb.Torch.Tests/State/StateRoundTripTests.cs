using FlorDb.Torch.State;
using FlorDb.Torch.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FlorDb.Torch.Tests.State;

/// <summary>Trains some steps, captures, trains on, restores, and trains on again: both ways must be the same, bit for bit.</summary>
[Collection(SharedTorch.Name)]
public sealed class StateRoundTripTests
{
    public static TheoryData<string> Optimizers => ["SGD", "SGD momentum", "Adam", "Adam amsgrad", "AdamW", "RMSProp", "RMSProp centered"];

    public static TheoryData<string> Schedulers => ["StepLR", "MultiStepLR", "LambdaLR", "ExponentialLR", "CosineAnnealingLR", "LinearLR", "OneCycleLR", "ReduceLROnPlateau"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizer_goes_on_from_any_step(string kind)
    {
        foreach (int before in (int[])[0, 1, 3])
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var net = Net();
            using var optimizer = MakeOptimizer(kind, net.parameters());
            AssertGoesOn(before, () => Step(net, optimizer), ("net", net), ("optimizer", optimizer));
        }
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Scheduler_goes_on_from_any_step(string kind)
    {
        foreach (int before in (int[])[0, 2, 5])
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var net = Net();
            using var optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
            var scheduler = MakeScheduler(kind, optimizer);
            AssertGoesOn(
                before,
                () =>
                {
                    float loss = Step(net, optimizer);
                    if (kind == "ReduceLROnPlateau") scheduler.step(loss);
                    else scheduler.step();
                    return loss + (float)optimizer.ParamGroups.Sum(group => group.LearningRate);
                },
                ("net", net), ("optimizer", optimizer), ("scheduler", scheduler));
        }
    }

    [Fact]
    public void Parameter_groups_keep_their_own_options()
    {
        using var scope = NewDisposeScope();
        using var net = Net();
        var parameters = net.parameters().ToList();
        using var optimizer = optim.Adam([new Adam.ParamGroup(parameters[..2], lr: 0.1), new Adam.ParamGroup(parameters[2..], lr: 0.01, beta1: 0.5)]);
        var groups = optimizer.ParamGroups.ToList();
        var state = Capture(("optimizer", optimizer));
        groups[1].LearningRate = 7;
        ((optim.IBetas)groups[1]).Betas = (0.1, 0.2);
        Restore(state, ("optimizer", optimizer));

        Assert.Equal([0.1, 0.01], groups.Select(group => group.LearningRate));
        Assert.Equal((0.5, 0.999), ((optim.IBetas)groups[1]).Betas);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Random_goes_on(bool seeded)
    {
        var random = seeded ? new Random(4) : new Random();
        AssertGoesOn(3, () => (float)random.NextDouble() + random.Next(1000), ("random", random));
    }

    [Fact]
    public void Unseeded_random_takes_over_the_state_of_a_seeded_one()
    {
        var random = new Random(4);
        var state = Capture(("random", random));
        int[] ahead = [.. Enumerable.Range(0, 60).Select(_ => random.Next())];
        var other = new Random();
        Restore(state, ("random", other));

        Assert.Equal(ahead, Enumerable.Range(0, 60).Select(_ => other.Next()));
    }

    [Fact]
    public void Generators_go_on()
    {
        using var generator = new Generator(11);
        using var scope = NewDisposeScope();
        AssertGoesOn(2, () => rand(1, generator: generator).item<float>() + randn(1).item<float>(), ("generator", generator));
    }

    [Fact]
    public void Shuffler_goes_on()
    {
        var shuffler = new FlorShuffler(50, 3);
        AssertGoesOn(2, () => shuffler.First(), ("shuffler", shuffler));
    }

    [Fact]
    public void Variable_goes_on()
    {
        (int Count, List<double> Losses) variable = (0, []);
        var registry = new StateRegistry();
        registry.Add(new VariableState<(int Count, List<double> Losses)>("variable", () => variable, value => variable = value));
        variable = (1, [0.5, double.NaN]);
        var state = new StateInMemory();
        registry.Capture(state);
        variable.Losses.Add(3);
        variable.Count = 9;
        registry.Restore(state);

        Assert.Equal(1, variable.Count);
        Assert.Equal([0.5, double.NaN], variable.Losses);
    }

    private static void AssertGoesOn(int before, Func<float> step, params (string, object)[] items)
    {
        for (int i = 0; i < before; i++) step();
        var state = Capture(items);
        float[] ahead = [.. Enumerable.Range(0, 4).Select(_ => step())];
        var end = Capture(items);
        Restore(state, items);
        float[] again = [.. Enumerable.Range(0, 4).Select(_ => step())];
        var endAgain = Capture(items);

        Assert.Equal(ahead, again);
        Assert.Equal(end.Names, endAgain.Names);
        foreach (string name in end.Names) Assert.True(end[name].AsSpan().SequenceEqual(endAgain[name]), name);
    }

    private static StateInMemory Capture(params (string, object)[] items)
    {
        var snapshot = new StateInMemory();
        Registry(items).Capture(snapshot);
        return snapshot;
    }

    private static void Restore(StateInMemory state, params (string, object)[] items) => Registry(items).Restore(state);

    private static StateRegistry Registry((string, object)[] items)
    {
        var registry = new StateRegistry();
        foreach (var (name, value) in items) registry.Add(name, value);
        return registry;
    }

    private static Sequential Net() => Sequential(Linear(4, 6), BatchNorm1d(6), ReLU(), Dropout(0.3), Linear(6, 1));

    private static float Step(Sequential net, optim.Optimizer optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = net.call(randn(8, 4)).square().mean();
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    private static OptimizerHelper MakeOptimizer(string kind, IEnumerable<Parameter> parameters) => kind switch
    {
        "SGD" => optim.SGD(parameters, 0.1),
        "SGD momentum" => optim.SGD(parameters, 0.1, momentum: 0.9, nesterov: true),
        "Adam" => optim.Adam(parameters, 0.01),
        "Adam amsgrad" => optim.Adam(parameters, 0.01, amsgrad: true),
        "AdamW" => optim.AdamW(parameters, 0.01, weight_decay: 0.1),
        "RMSProp" => optim.RMSProp(parameters, 0.01),
        _ => optim.RMSProp(parameters, 0.01, momentum: 0.5, centered: true),
    };

    private static optim.lr_scheduler.LRScheduler MakeScheduler(string kind, optim.Optimizer optimizer) => kind switch
    {
        "StepLR" => optim.lr_scheduler.StepLR(optimizer, 2, 0.5),
        "MultiStepLR" => optim.lr_scheduler.MultiStepLR(optimizer, [1, 3, 7], 0.5),
        "LambdaLR" => optim.lr_scheduler.LambdaLR(optimizer, epoch => 1.0 / (1 + epoch)),
        "ExponentialLR" => optim.lr_scheduler.ExponentialLR(optimizer, 0.9),
        "CosineAnnealingLR" => optim.lr_scheduler.CosineAnnealingLR(optimizer, 5),
        "LinearLR" => optim.lr_scheduler.LinearLR(optimizer, total_iters: 4),
        "OneCycleLR" => optim.lr_scheduler.OneCycleLR(optimizer, 0.5, total_steps: 20),
        _ => optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience: 1),
    };
}
