using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Registered parameters by name, in the order in which they were added; it has no forward of its own.</summary>
    public class ParameterDict : nn.Module, IDictionary<string, Parameter>
    {
        private readonly OrderedDict<string, Parameter> _items = [];

        /// <summary>Creates a dictionary of the parameters given.</summary>
        public ParameterDict(params (string, Parameter)[] items)
            : base(nameof(ParameterDict))
        {
            foreach (var (key, value) in items) Add(key, value);
        }

        /// <summary>Number of parameters.</summary>
        public int Count => _items.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>The names, in order.</summary>
        public ICollection<string> Keys => _items.Keys;

        /// <summary>The parameters, in order.</summary>
        public ICollection<Parameter> Values => _items.Values;

        /// <summary>The element of a name.</summary>
        public Parameter this[string key]
        {
            get => _items[key];
            set
            {
                _items[key] = value;
                _internal_params[key] = value;
            }
        }

        /// <inheritdoc/>
        public void Add(string key, Parameter value)
        {
            register_parameter(key, value);
            _items.Add(key, value);
        }

        /// <inheritdoc/>
        public void Add(KeyValuePair<string, Parameter> item) => Add(item.Key, item.Value);

        /// <inheritdoc/>
        public void Clear()
        {
            _internal_params.Clear();
            _items.Clear();
        }

        /// <inheritdoc/>
        public bool Contains(KeyValuePair<string, Parameter> item) => _items.Contains(item);

        /// <inheritdoc/>
        public bool ContainsKey(string key) => _items.ContainsKey(key);

        /// <inheritdoc/>
        public bool Remove(string key) => _internal_params.Remove(key) && _items.Remove(key);

        /// <inheritdoc/>
        public bool Remove(KeyValuePair<string, Parameter> item) => Contains(item) && Remove(item.Key);

        /// <inheritdoc/>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out Parameter value) => _items.TryGetValue(key, out value);

        /// <inheritdoc/>
        public void CopyTo(KeyValuePair<string, Parameter>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<KeyValuePair<string, Parameter>> GetEnumerator() => ((IDictionary<string, Parameter>)_items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dictionary of parameters, registered under their names.</summary>
            public static Modules.ParameterDict ParameterDict(params (string, Modules.Parameter)[] parameters) =>
                new(parameters);
        }
    }
}
