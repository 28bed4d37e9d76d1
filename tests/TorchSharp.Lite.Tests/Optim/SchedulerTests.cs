using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace TorchSharp.Lite.Tests.Optim;

public sealed class SchedulerTests
{
    private const double Base = 0.8;

    private static readonly Dictionary<string, (Func<Optimizer, LRScheduler> Make, Func<int, double> ClosedForm)> Schedules = new()
    {
        ["Step"] = (o => StepLR(o, 3, 0.5), epoch => Base * Math.Pow(0.5, epoch / 3)),
        ["MultiStep"] = (o => MultiStepLR(o, [2, 5, 5], 0.1), epoch => Base * Math.Pow(0.1, epoch < 2 ? 0 : epoch < 5 ? 1 : 3)),
        ["Exponential"] = (o => ExponentialLR(o, 0.9), epoch => Base * Math.Pow(0.9, epoch)),
        ["Lambda"] = (o => LambdaLR(o, epoch => 1.0 / (1 + epoch)), epoch => Base / (1 + epoch)),
        ["Cosine"] = (o => CosineAnnealingLR(o, 5, 0.1), epoch => 0.1 + (Base - 0.1) * (1 + Math.Cos(Math.PI * epoch / 5)) / 2),
        ["Linear"] = (o => LinearLR(o, 0.25, 0.75, 4), epoch => Base * (0.25 + 0.5 * Math.Min(epoch, 4) / 4)),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recursive_rates_agree_with_the_closed_form(string name)
    {
        using var sgd = Optimizer();
        var schedule = Schedules[name].Make(sgd);
        for (var epoch = 0; epoch < 14; epoch++, schedule.step())
        {
            Assert.Equal(Schedules[name].ClosedForm(epoch), sgd.ParamGroups.Single().LearningRate, 1e-12);
            Assert.Equal([sgd.ParamGroups.Single().LearningRate], schedule.get_last_lr());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_to_an_epoch_uses_the_closed_form(string name)
    {
        using var sgd = Optimizer();
        var schedule = Schedules[name].Make(sgd);
        schedule.step(7);
        Assert.Equal(Schedules[name].ClosedForm(7), sgd.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Fact]
    public void Base_rates_are_the_initial_ones_and_groups_have_their_own()
    {
        using var sgd = Optimizer(0.5, 2);
        var schedule = new impl.LambdaLR(sgd, [epoch => epoch, epoch => 10 * epoch]);
        schedule.step();
        Assert.Equal([0.5, 20], sgd.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.5, 2], sgd.ParamGroups.Select(group => group.InitialLearningRate));
        Assert.Throws<ArgumentException>(() => new impl.LambdaLR(sgd, [epoch => epoch]));
    }

    [Fact]
    public void Recursive_schedules_build_on_the_rate_in_use()
    {
        using var sgd = Optimizer();
        var schedule = ExponentialLR(sgd, 0.5);
        sgd.ParamGroups.Single().LearningRate = 100;
        schedule.step();
        Assert.Equal(50, sgd.ParamGroups.Single().LearningRate);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_cycle_rises_to_the_peak_and_falls_again(bool threePhase, bool linear)
    {
        using var sgd = SGD([new Parameter(ones(1))], 0.1, momentum: 0.5);
        var anneal = linear ? impl.OneCycleLR.AnnealStrategy.Linear : impl.OneCycleLR.AnnealStrategy.Cos;
        var schedule = OneCycleLR(sgd, 1.0, total_steps: 20, pct_start: 0.3, anneal_strategy: anneal, three_phase: threePhase);
        for (var step = 0; step < 20; step++)
        {
            Assert.Equal(OneCycleRate(step, threePhase, linear), sgd.ParamGroups.Single().LearningRate, 1e-12);
            if (step == 5) Assert.Equal(0.85, sgd.state_dict().Options.Cast<SGD.Options>().Single().momentum!.Value, 1e-12);
            schedule.step();
        }
        Assert.Throws<InvalidOperationException>(() => schedule.step());
    }

    [Fact]
    public void One_cycle_moves_the_first_beta_of_adam()
    {
        using var adam = Adam([new Parameter(ones(1))]);
        OneCycleLR(adam, 1.0, epochs: 2, steps_per_epoch: 5);
        Assert.Equal((0.95, 0.999), ((IBetas)adam.ParamGroups.Single()).Betas);
        Assert.Throws<ArgumentException>(() => OneCycleLR(adam, 1.0));
        Assert.Throws<ArgumentException>(() => OneCycleLR(adam, 1.0, total_steps: 3, pct_start: 2));
    }

    [Fact]
    public void Plateau_lowers_the_rate_when_patience_ends()
    {
        using var sgd = Optimizer();
        var schedule = ReduceLROnPlateau(sgd, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.3]);
        double[] metrics = [1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.5, 0.5];
        double[] rates = [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3];
        foreach (var (metric, rate) in metrics.Zip(rates))
        {
            schedule.step(metric);
            Assert.Equal(rate, sgd.ParamGroups.Single().LearningRate, 1e-12);
        }
    }

    [Fact]
    public void Plateau_of_a_maximum_with_an_absolute_threshold()
    {
        using var sgd = Optimizer();
        var schedule = ReduceLROnPlateau(sgd, "max", 0.1, patience: 0, threshold: 1, threshold_mode: "abs");
        schedule.step(5.0);
        schedule.step(6.5);
        Assert.Equal(0.8, sgd.ParamGroups.Single().LearningRate, 1e-12);
        schedule.step(7.4);
        Assert.Equal(0.08, sgd.ParamGroups.Single().LearningRate, 1e-12);
    }

    [Fact]
    public void Plateau_needs_a_metric_and_proper_arguments()
    {
        using var sgd = Optimizer();
        var schedule = ReduceLROnPlateau(sgd);
        Assert.Throws<InvalidOperationException>(schedule.step);
        Assert.Throws<InvalidOperationException>(() => schedule.step(3));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(sgd, "lowest"));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(sgd, factor: 1));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(sgd, min_lr: [0, 0]));
    }

    private static SGD Optimizer(params double[] rates) =>
        SGD((rates.Length == 0 ? [Base] : rates).Select(rate => new SGD.ParamGroup([new Parameter(ones(1))], lr: rate)), 1);

    private static double OneCycleRate(int step, bool threePhase, bool linear)
    {
        const double low = 1 / 25.0;
        (double End, double From, double To)[] phases = threePhase
            ? [(5, low, 1), (10, 1, low), (19, low, low / 1e4)]
            : [(5, low, 1), (19, 1, low / 1e4)];
        var start = 0.0;
        foreach (var (end, from, to) in phases)
        {
            var part = (step - start) / (end - start);
            if (step <= end) return linear ? from + (to - from) * part : to + (from - to) * (1 + Math.Cos(Math.PI * part)) / 2;
            start = end;
        }
        return low / 1e4;
    }
}
