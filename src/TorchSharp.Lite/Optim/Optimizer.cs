using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers: gradient descent and its adaptive relatives.</summary>
    public static partial class optim
    {
        /// <summary>Updates parameters from their gradients.</summary>
        public abstract partial class Optimizer : IDisposable
        {
            /// <summary>The groups of parameters, each with hyperparameters of its own.</summary>
            protected IList<ParamGroup> _parameter_groups = [];

            /// <summary>The groups of parameters.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => _parameter_groups;

            /// <summary>Fills the gradients of all parameters with zeros, in place.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    grad?.zero_();
                }
            }

            /// <summary>Updates every parameter that has a gradient, once.</summary>
            /// <param name="closure">Evaluates the model and gives the loss, if the caller wants that done here.</param>
            /// <returns>What the closure gave, or null.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null) => closure?.Invoke();

            /// <summary>All parameters, group by group.</summary>
            public virtual IEnumerable<Parameter> parameters() => _parameter_groups.SelectMany(group => group.Parameters);

            /// <summary>Adds a group of parameters.</summary>
            public virtual void add_param_group(ParamGroup param_group) => _parameter_groups.Add(param_group);

            /// <summary>Disposes the state tensors, not the parameters.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
