using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Neural network modules, their functional forms, losses and initialisers.</summary>
    public static partial class nn
    {
        /// <summary>A node of a model: owns parameters, buffers and submodules, each under a name.</summary>
        public partial class Module : IDisposable
        {
            /// <summary>Submodules by name, in order of registration.</summary>
            protected OrderedDict<string, Module> _internal_submodules = [];

            /// <summary>Buffers by name, each with whether it is part of the state dictionary.</summary>
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];

            /// <summary>Parameters by name, in order of registration.</summary>
            protected OrderedDict<string, Parameter> _internal_params = [];

            /// <summary>The module's own name, as given to the constructor.</summary>
            protected string? name;

            private bool _componentsRegistered;

            /// <summary>Creates a module without components, in training mode.</summary>
            protected Module(string name) => this.name = name;

            /// <summary>True in training mode, false in evaluation mode.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>Sets training mode on this module and all below it.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, module) in _internal_submodules) module.train(train);
            }

            /// <summary>Sets evaluation mode on this module and all below it.</summary>
            public virtual void eval() => train(false);

            /// <summary>Clears the gradients of all parameters.</summary>
            /// <param name="set_to_none">Drop the gradient tensors, rather than fill them with zeros.</param>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            /// <summary>Calls a function on every submodule, children before parents, and on this module last.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, module) in _internal_submodules) module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>The name given to the constructor.</summary>
            public virtual string GetName() => name ?? GetType().Name;

            /// <summary>Disposes the parameters and buffers of this module and of all below it.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var (_, parameter) in _internal_params) parameter.Dispose();
                foreach (var (_, (buffer, _)) in _internal_buffers) buffer.Dispose();
                foreach (var (_, module) in _internal_submodules) module.Dispose();
            }
        }
    }
}
