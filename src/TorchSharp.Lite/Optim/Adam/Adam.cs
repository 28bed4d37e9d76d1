using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>
/// Adam: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015 (arXiv 1412.6980); the AMSGrad variant is that of
/// Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", ICLR 2018. Weight decay is added to the gradient.
/// </summary>
public sealed partial class Adam : OptimizerHelper, IBetas
{
    /// <summary>Creates an optimizer of one group.</summary>
    public Adam(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
    {
    }

    /// <summary>Creates an optimizer of several groups.</summary>
    /// <exception cref="ArgumentException">A hyperparameter is out of its range.</exception>
    public Adam(
        IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        _defaults = AdamRule.Fill(new Options(), lr, (beta1, beta2), eps, weight_decay, amsgrad, maximize);
        foreach (var group in parameters) add_param_group(group);
    }

    /// <summary>Decay rates of the defaults; setting them sets all groups.</summary>
    public (double, double) Betas
    {
        get => (((Options)_defaults).beta1 ?? 0, ((Options)_defaults).beta2 ?? 0);
        set
        {
            (((Options)_defaults).beta1, ((Options)_defaults).beta2) = value;
            foreach (var group in _parameter_groups.Cast<ParamGroup>()) group.Betas = value;
        }
    }

    /// <inheritdoc/>
    public override void add_param_group(Modules.ParamGroup param_group) =>
        AddGroup(param_group, new Options(), parameter => new State(parameter));

    /// <inheritdoc/>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(Update, closure);

    private void Update(ParamGroup group) =>
        ForEachGradient<State>(group, (parameter, grad, state) =>
        {
            var direction = AdamRule.Direction(group.Options, grad);
            if (group.Options.weight_decay is { } decay and not 0) direction = direction.add(parameter, decay);
            AdamRule.Update(group.Options, parameter, direction, state);
        });
}
