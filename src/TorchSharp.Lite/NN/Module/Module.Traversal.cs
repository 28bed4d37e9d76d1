using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Parameters with their dotted names: the own ones first, then each submodule's; a shared one is given once.
            /// </summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (name, parameter) in _internal_params)
                    if (!parameter.IsInvalid && seen.Add(parameter.Handle)) yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (moduleName, module) in _internal_submodules)
                    foreach (var (name, parameter) in module.named_parameters())
                        if (seen.Add(parameter.Handle)) yield return ($"{moduleName}.{name}", parameter);
            }

            /// <inheritdoc cref="named_parameters"/>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(item => item.parameter);

            /// <summary>Buffers with their dotted names: the own persistent ones first, then each submodule's.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<IntPtr>();
                foreach (var (name, (buffer, persistent)) in _internal_buffers)
                    if (persistent && !buffer.IsInvalid && seen.Add(buffer.Handle)) yield return (name, buffer);
                if (!recurse) yield break;
                foreach (var (moduleName, module) in _internal_submodules)
                    foreach (var (name, buffer) in module.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer.Handle)) yield return ($"{moduleName}.{name}", buffer);
            }

            /// <inheritdoc cref="named_buffers"/>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            /// <summary>The direct submodules with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _internal_submodules;

            /// <summary>The direct submodules.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(item => item.module);

            /// <summary>All submodules with dotted names, this module not included: direct ones first, then deeper levels.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, module) in _internal_submodules) yield return (name, module);
                foreach (var (parent, module) in _internal_submodules)
                    foreach (var (name, deeper) in module.named_modules()) yield return ($"{parent}.{name}", deeper);
            }

            /// <inheritdoc cref="named_modules"/>
            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>True if there is a buffer of that dotted name.</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>True if there is a parameter of that dotted name.</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>The buffer of that dotted name, or null.</summary>
            public virtual Tensor? get_buffer(string target) => OwnBuffer(target) ?? Child(target, out var rest)?.get_buffer(rest);

            /// <summary>The parameter of that dotted name, or null.</summary>
            public virtual Parameter? get_parameter(string target) =>
                OwnParameter(target) ?? Child(target, out var rest)?.get_parameter(rest);

            private Module? Child(string target, out string rest)
            {
                var dot = target.IndexOf('.', StringComparison.Ordinal);
                rest = target[(dot + 1)..];
                return dot >= 0 && _internal_submodules.TryGetValue(target[..dot], out var child) ? child : null;
            }
        }
    }
}
