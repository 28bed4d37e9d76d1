using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of parameters registered under "0", "1", ...; it has no forward of its own.</summary>
    public class ParameterList : nn.Module, IList<Parameter>
    {
        private readonly NumberedItems<Parameter> _items;

        /// <summary>Creates a list of the parameters given.</summary>
        public ParameterList(params Parameter[] items)
            : base(nameof(ParameterList))
        {
            _items = new(_internal_params.Clear, register_parameter);
            extend(items);
        }

        /// <summary>Number of parameters.</summary>
        public int Count => _items.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>The element at a position.</summary>
        public Parameter this[int index]
        {
            get => _items[index];
            set => _items[index] = value;
        }

        /// <summary>Adds parameters at the end.</summary>
        public void append(params Parameter[] items) => extend(items);

        /// <summary>Adds parameters at the end.</summary>
        public void extend(IEnumerable<Parameter> items) => _items.AddRange(items);

        /// <inheritdoc/>
        public void Add(Parameter item) => _items.Add(item);

        /// <inheritdoc/>
        public void Insert(int index, Parameter item) => _items.Insert(index, item);

        /// <inheritdoc/>
        public void Clear() => _items.Clear();

        /// <inheritdoc/>
        public bool Contains(Parameter item) => _items.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(Parameter item) => _items.IndexOf(item);

        /// <inheritdoc/>
        public bool Remove(Parameter item) => _items.Remove(item);

        /// <inheritdoc/>
        public void RemoveAt(int index) => _items.RemoveAt(index);

        /// <inheritdoc/>
        public void CopyTo(Parameter[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of parameters, registered under "0", "1", ...</summary>
            public static Modules.ParameterList ParameterList(params Modules.Parameter[] parameters) =>
                new(parameters);
        }
    }
}
