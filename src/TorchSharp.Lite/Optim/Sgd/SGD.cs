using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// Stochastic gradient descent with momentum and Nesterov's momentum, in the form of Sutskever, Martens, Dahl and Hinton,
/// "On the importance of initialization and momentum in deep learning", ICML 2013.
/// </summary>
public sealed partial class SGD : OptimizerHelper, IMomentum
{
    /// <summary>Creates an optimizer of one group.</summary>
    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
    {
    }

    /// <summary>Creates an optimizer of several groups.</summary>
    /// <exception cref="ArgumentException">Nesterov's form is asked for without momentum, or with dampening.</exception>
    public SGD(
        IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false)
    {
        Hyperparameter.RequireNonNegative((lr, nameof(lr)), (momentum, nameof(momentum)), (weight_decay, nameof(weight_decay)));
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov momentum requires a momentum and zero dampening.", nameof(nesterov));
        _defaults = new Options
        {
            LearningRate = lr,
            InitialLearningRate = lr,
            momentum = momentum,
            dampening = dampening,
            weight_decay = weight_decay,
            nesterov = nesterov,
            maximize = maximize,
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
        if (options.momentum is { } momentum and not 0) direction = WithMomentum(options, momentum, direction, state);
        parameter.add_(direction, -options.LearningRate!.Value);
    }

    private static Tensor WithMomentum(Options options, double momentum, Tensor direction, State state)
    {
        if (state.momentum_buffer is null) state.momentum_buffer = direction.clone().DetachFromDisposeScope();
        else state.momentum_buffer.mul_(momentum).add_(direction, 1 - (options.dampening ?? 0));
        return options.nesterov == true ? direction.add(state.momentum_buffer, momentum) : state.momentum_buffer;
    }
}
