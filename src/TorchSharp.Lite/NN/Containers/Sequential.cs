using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules run one after the other; what each hands to the next is disposed once used.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> _steps = [];

        /// <summary>Creates a sequence under the names given.</summary>
        protected internal Sequential(params (string name, nn.Module<Tensor, Tensor> submodule)[] modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules) append(name, module);
        }

        /// <summary>Creates a sequence under the names "0", "1", ...</summary>
        protected internal Sequential(params nn.Module<Tensor, Tensor>[] modules)
            : base(nameof(Sequential))
        {
            foreach (var module in modules) append(module);
        }

        /// <summary>Number of modules.</summary>
        public int Count => _steps.Count;

        /// <summary>The module at a position.</summary>
        public nn.IModule<Tensor, Tensor> this[int index] => _steps[index];

        /// <summary>A new sequence that shares the modules of a range and their names.</summary>
        public Sequential this[Range range]
        {
            get
            {
                var (start, length) = range.GetOffsetAndLength(Count);
                var part = new Sequential(Array.Empty<nn.Module<Tensor, Tensor>>());
                for (var i = start; i < start + length; i++) part.append(_internal_submodules[i].Item1, _steps[i]);
                return part;
            }
        }

        /// <summary>Adds a module at the end; returns this sequence.</summary>
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            if (module is not nn.Module registered)
                throw new ArgumentException("Only a torch.nn.Module can be part of a sequence.", nameof(module));
            register_module(name, registered);
            _steps.Add(module);
            return this;
        }

        /// <summary>Adds a module at the end, under its position as a name; returns this sequence.</summary>
        public Sequential append(nn.IModule<Tensor, Tensor> module) =>
            append(Count.ToString(System.Globalization.CultureInfo.InvariantCulture), module);

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            if (_steps.Count == 0) return input.alias();
            var value = input;
            foreach (var step in _steps)
            {
                var next = step.call(value);
                if (!ReferenceEquals(value, input) && !ReferenceEquals(value, next)) value.Dispose();
                value = next;
            }
            return value;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>An empty sequence.</summary>
            public static Modules.Sequential Sequential() => new(Array.Empty<Module<Tensor, Tensor>>());

            /// <summary>A sequence under the names "0", "1", ...</summary>
            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            /// <summary>A sequence under the names given.</summary>
            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <inheritdoc cref="Sequential(ValueTuple{string, Module{Tensor, Tensor}}[])"/>
            public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                new(Array.ConvertAll(modules, item => (item.Item1, item.Item2)));

            /// <inheritdoc cref="Sequential(Module{Tensor, Tensor}[])"/>
            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.ToArray());

            /// <inheritdoc cref="Sequential(ValueTuple{string, Module{Tensor, Tensor}}[])"/>
            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules.ToArray());

            /// <inheritdoc cref="Sequential(ValueTuple{string, Module{Tensor, Tensor}}[])"/>
            public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                Sequential(modules.ToArray());
        }
    }
}
