using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Registers a tensor that is state but is not trained.</summary>
            /// <param name="name">Its name within this module.</param>
            /// <param name="tensor">The tensor.</param>
            /// <param name="persistent">Whether it is part of the state dictionary.</param>
            /// <exception cref="ArgumentNullException">The tensor is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                RequireFreeName(name);
                _internal_buffers.Add(name, (tensor, persistent));
            }

            /// <summary>Registers a trainable tensor.</summary>
            /// <exception cref="ArgumentNullException">The parameter is null.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                RequireFreeName(name);
                _internal_params.Add(name, param);
            }

            /// <summary>Registers a submodule, and the components of the submodule itself; null takes the name out again.</summary>
            /// <exception cref="ArgumentException">The name contains a dot.</exception>
            /// <exception cref="InvalidOperationException">The name is taken.</exception>
            public virtual void register_module(string name, Module submodule)
            {
                if (submodule is null)
                {
                    _internal_submodules.Remove(name);
                    return;
                }
                if (name.Contains('.', StringComparison.Ordinal))
                    throw new ArgumentException($"The module name '{name}' contains a dot; dots separate the levels of a path.", nameof(name));
                RequireFreeName(name);
                submodule.RegisterComponents();
                _internal_submodules.Add(name, submodule);
            }

            /// <inheritdoc cref="register_module"/>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>
            /// Registers what the instance fields hold: modules, parameters, and other tensors as buffers, each under the field's name
            /// (or its <see cref="ComponentNameAttribute"/>). Names that are registered already are left alone. Runs once.
            /// </summary>
            protected virtual void RegisterComponents()
            {
                if (_componentsRegistered) return;
                _componentsRegistered = true;
                foreach (var field in ComponentFields.Of(GetType())) RegisterComponent(ComponentFields.NameOf(field), field.GetValue(this));
            }

            /// <summary>Forgets all submodules, without disposing them.</summary>
            protected void ClearModules() => _internal_submodules.Clear();

            /// <summary>Registers or replaces a parameter; null takes the name out.</summary>
            protected void ConditionallyRegisterParameter(string name, Tensor? value) =>
                ConditionallyRegisterParameter(name, value is null ? null : value as Parameter ?? new Parameter(value));

            /// <inheritdoc cref="ConditionallyRegisterParameter(string, Tensor?)"/>
            protected void ConditionallyRegisterParameter(string name, Parameter? value)
            {
                if (value is null) _internal_params.Remove(name);
                else _internal_params[name] = value;
            }

            /// <summary>Registers or replaces a buffer; null takes the name out.</summary>
            protected void ConditionallyRegisterBuffer(string name, Tensor? value, bool persistent = true)
            {
                if (value is null) _internal_buffers.Remove(name);
                else _internal_buffers[name] = (value, persistent);
            }

            /// <summary>Registers or replaces a parameter of a layer, which then belongs to no dispose scope; null takes the name out.</summary>
            private protected void Own(string name, Parameter? value)
            {
                value?.DetachFromDisposeScope();
                ConditionallyRegisterParameter(name, value);
            }

            /// <summary>The own parameter of a name, or null.</summary>
            private protected Parameter? OwnParameter(string name) => _internal_params.TryGetValue(name, out var value) ? value : null;

            /// <summary>The own buffer of a name, or null.</summary>
            private protected Tensor? OwnBuffer(string name) => _internal_buffers.TryGetValue(name, out var value) ? value.Item1 : null;

            private void RegisterComponent(string name, object? value)
            {
                if (value is null || IsRegistered(name)) return;
                if (value is Module module) register_module(name, module);
                else if (value is Parameter parameter) register_parameter(name, parameter);
                else if (value is Tensor tensor) register_buffer(name, tensor);
            }

            private bool IsRegistered(string name) =>
                _internal_params.ContainsKey(name) || _internal_buffers.ContainsKey(name) || _internal_submodules.ContainsKey(name);

            private void RequireFreeName(string name)
            {
                if (IsRegistered(name))
                    throw new InvalidOperationException($"The module '{GetName()}' has a component named '{name}' already.");
            }
        }
    }
}
