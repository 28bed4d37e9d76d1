using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Base of the optimizers that are written in managed code: groups, per-parameter state, saving and loading.</summary>
public abstract partial class OptimizerHelper : optim.Optimizer
{
    /// <summary>Hyperparameters of groups that give none of their own.</summary>
    protected OptimizerOptions _defaults = null!;

    /// <summary>State of each parameter, by the parameter's native handle, in order of the groups.</summary>
    protected OrderedDict<IntPtr, OptimizerState> _state = [];

    /// <summary>Moves the state to a device.</summary>
    public void to(Device device)
    {
        foreach (var (_, state) in _state) state.to(device);
    }

    /// <summary>Runs a body on each group without recording gradients, and frees the temporaries that it made.</summary>
    /// <typeparam name="T">The groups' class.</typeparam>
    /// <param name="body">Updates the parameters of a group.</param>
    /// <param name="loss_closure">Runs first, with gradients enabled.</param>
    /// <returns>What the closure gave, or null.</returns>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null)
        where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
            using (enable_grad())
                loss = loss_closure();
        using var gradient = no_grad();
        using var scope = NewDisposeScope();
        foreach (var group in _parameter_groups) body((T)group);
        return loss;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var (_, state) in _state) (state as IDisposable)?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Adds a group whose missing options are filled from the defaults, with fresh state for its parameters.</summary>
    private protected void AddGroup(ParamGroup group, OptimizerOptions options, Func<Parameter, OptimizerState> newState)
    {
        group.Options ??= options;
        group.Options.Complete(_defaults);
        var parameters = group.Parameters.ToList();
        if (parameters.Exists(parameter => _state.ContainsKey(parameter.Handle)))
            throw new ArgumentException("A parameter appears in more than one group of the optimizer.", nameof(group));
        group.Parameters = parameters;
        _parameter_groups.Add(group);
        foreach (var parameter in parameters)
        {
            var state = newState(parameter);
            state.Initialize(group.Options);
            _state.Add(parameter.Handle, state);
        }
    }

    /// <summary>Calls a function on each parameter that has a gradient, with that gradient and the parameter's state.</summary>
    private protected void ForEachGradient<TState>(ParamGroup group, Action<Parameter, Tensor, TState> update)
        where TState : OptimizerState
    {
        foreach (var parameter in group.Parameters)
        {
            using var grad = parameter.grad;
            if (grad is not null) update(parameter, grad, (TState)_state[parameter.Handle]);
        }
    }
}
