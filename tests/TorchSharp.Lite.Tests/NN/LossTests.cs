using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Lite.Tests.NN;

public sealed class LossTests
{
    private static readonly double[] Input = [0.1, -2, 3, 0.4];
    private static readonly double[] Target = [0.3, 1, 0.5, 0.45];

    private static readonly Dictionary<string, (Func<Reduction, Loss<Tensor, Tensor, Tensor>> Make, Func<double, double, double> Formula)> Pointwise = new()
    {
        ["MSE"] = (r => MSELoss(r), (x, y) => (x - y) * (x - y)),
        ["L1"] = (r => L1Loss(r), (x, y) => Math.Abs(x - y)),
        ["SmoothL1"] = (r => SmoothL1Loss(r, 0.5), (x, y) => Math.Abs(x - y) is var d && d < 0.5 ? d * d : d - 0.25),
        ["Huber"] = (r => HuberLoss(0.5, r), (x, y) => Math.Abs(x - y) is var d && d < 0.5 ? d * d / 2 : 0.5 * (d - 0.25)),
        ["BCEWithLogits"] = (r => BCEWithLogitsLoss(reduction: r), (x, y) => Math.Log(1 + Math.Exp(x)) - x * y),
        ["KLDiv of logs"] = (r => KLDivLoss(reduction: r), (x, y) => Math.Exp(y) * (y - x)),
        ["KLDiv"] = (r => KLDivLoss(false, r), (x, y) => y * (Math.Log(y) - x)),
    };

    public static TheoryData<string> Names => [.. Pointwise.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Pointwise_losses_follow_their_formulas_and_reductions(string name)
    {
        var (make, formula) = Pointwise[name];
        var expected = Input.Zip(Target, formula).ToArray();
        using var input = tensor(Input);
        using var target = tensor(Target);
        Numbers.Equal(expected, make(Reduction.None).call(input, target), 1e-12);
        Numbers.Equal([expected.Average()], make(Reduction.Mean).call(input, target), 1e-12);
        Numbers.Equal([expected.Sum()], make(Reduction.Sum).call(input, target), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_of_pointwise_losses_agree_with_central_differences(string name)
    {
        using var target = tensor(Target);
        using var input = tensor(Input);
        using var loss = Pointwise[name].Make(Reduction.None);
        GradientCheck.Run(() => loss.call(input, target), input);
    }

    [Fact]
    public void Binary_cross_entropy_takes_probabilities_and_weights()
    {
        using var loss = BCELoss(tensor(new[] { 1.0, 2.0 }), Reduction.None);
        Numbers.Equal([-Math.Log(0.2), -2 * Math.Log(0.7)], loss.call(tensor(new[] { 0.2, 0.3 }), tensor(new[] { 1.0, 0.0 })), 1e-12);
        using var positive = BCEWithLogitsLoss(pos_weights: tensor(new[] { 3.0 }));
        Numbers.Equal([3 * Math.Log(2)], positive.call(zeros(1, ScalarType.Float64), ones(1, ScalarType.Float64)), 1e-12);
    }

    [Fact]
    public void Cross_entropy_is_the_negative_log_of_the_softmax()
    {
        using var scores = Numbers.Some(1, 3, 4);
        using var target = tensor(new long[] { 2, 0, 3 });
        var logs = Numbers.Of(functional.log_softmax(scores, 1));
        double[] each = [-logs[2], -logs[4], -logs[11]];
        Numbers.Equal(each, CrossEntropyLoss(reduction: Reduction.None).call(scores, target), 1e-12);
        Numbers.Equal([each.Average()], CrossEntropyLoss().call(scores, target), 1e-12);
        Numbers.Equal([(each[0] + each[2]) / 2], CrossEntropyLoss(ignore_index: 0).call(scores, target), 1e-12);
        Numbers.Equal([each.Average()], NLLLoss().call(functional.log_softmax(scores, 1), target), 1e-12);
    }

    [Fact]
    public void Cross_entropy_weights_classes_and_smooths_labels()
    {
        using var scores = Numbers.Some(2, 2, 3);
        using var target = tensor(new long[] { 1, 2 });
        var logs = Numbers.Of(functional.log_softmax(scores, 1));
        using var weighted = CrossEntropyLoss(tensor(new[] { 1.0, 2.0, 3.0 }));
        Numbers.Equal([(-2 * logs[1] - 3 * logs[5]) / 5], weighted.call(scores, target), 1e-12);
        using var smooth = new Modules.CrossEntropyLoss(label_smoothing: 0.3);
        double[] each = [-0.7 * logs[1] - 0.1 * logs[..3].Sum(), -0.7 * logs[5] - 0.1 * logs[3..].Sum()];
        Numbers.Equal([each.Average()], smooth.call(scores, target), 1e-12);
    }

    [Fact]
    public void Gradients_of_class_losses_agree_with_central_differences()
    {
        using var scores = Numbers.Some(3, 3, 4);
        using var target = tensor(new long[] { 2, 0, 3 });
        GradientCheck.Run(() => functional.cross_entropy(scores, target, label_smoothing: 0.1).reshape(1), scores);
        GradientCheck.Run(() => functional.nll_loss(scores, target, reduction: Reduction.Sum).reshape(1), scores);
    }

    [Fact]
    public void Weights_stay_the_callers_own_after_dispose()
    {
        using var weight = ones(3);
        CrossEntropyLoss(weight).Dispose();
        Assert.False(weight.IsInvalid);
    }
}
