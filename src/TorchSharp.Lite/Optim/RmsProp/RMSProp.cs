using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// RMSProp: Tieleman and Hinton, "Lecture 6.5: rmsprop", Neural Networks for Machine Learning, 2012; the centred form is that of Graves,
/// "Generating Sequences With Recurrent Neural Networks", 2013 (arXiv 1308.0850).
/// </summary>
public sealed partial class RMSProp : OptimizerHelper, IMomentum
{
    /// <summary>Creates an optimizer of one group.</summary>
    public RMSProp(
        IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, alpha, eps, weight_decay, momentum, centered, maximize)
    {
    }

    /// <summary>Creates an optimizer of several groups.</summary>
    /// <exception cref="ArgumentException">A hyperparameter is negative.</exception>
    public RMSProp(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false)
    {
        Hyperparameter.RequireNonNegative(
            (lr, nameof(lr)), (alpha, nameof(alpha)), (eps, nameof(eps)), (weight_decay, nameof(weight_decay)), (momentum, nameof(momentum)));
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            maximize = maximize,
            momentum = momentum,
            alpha = alpha,
            eps = eps,
            weight_decay = weight_decay,
            centered = centered,
        };
        foreach (var group in parameters) add_param_group(group);
    }

    /// <summary>Momentum of the defaults; setting it sets all groups.</summary>
    public double Momentum
    {
        get => ((Options)_defaults).momentum ?? 0;
        set
        {
            ((Options)_defaults).momentum = value;
            foreach (var group in _parameter_groups.Cast<ParamGroup>()) group.Momentum = value;
        }
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) =>
        AddGroup(param_group, new Options(), parameter => new State(parameter));

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) =>
        _step<ParamGroup>(
            group => ForEachGradient<State>(group, (parameter, grad, state) => Update(group.Options, parameter, grad, state)), closure);

    private static void Update(Options options, Parameter parameter, Tensor grad, State state)
    {
        var direction = options.maximize == true ? grad.neg() : grad;
        if (options.weight_decay is { } decay and not 0) direction = direction.add(parameter, decay);
        state.step++;
        var alpha = options.alpha!.Value;
        state.square_avg.mul_(alpha).addcmul_(direction, direction, 1 - alpha);
        var denominator = Variance(options, direction, state).sqrt_().add_(options.eps!.Value);
        var rate = -options.LearningRate!.Value;
        if (options.momentum is not { } momentum || momentum == 0)
        {
            parameter.addcdiv_(direction, denominator, rate);
            return;
        }
        state.momentum_buffer ??= StateTensor.ZerosLike(parameter);
        state.momentum_buffer.mul_(momentum).addcdiv_(direction, denominator, 1);
        parameter.add_(state.momentum_buffer, rate);
    }

    private static Tensor Variance(Options options, Tensor direction, State state)
    {
        if (options.centered != true) return state.square_avg.clone();
        state.grad_avg ??= StateTensor.ZerosLike(direction);
        state.grad_avg.mul_(options.alpha!.Value).add_(direction, 1 - options.alpha.Value);
        return state.square_avg.addcmul(state.grad_avg, state.grad_avg, -1);
    }
}
