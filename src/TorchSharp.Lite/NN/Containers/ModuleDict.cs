using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Registered modules by name, in the order in which they were added; it has no forward of its own.</summary>
    /// <typeparam name="T">Type of the modules.</typeparam>
    public class ModuleDict<T> : nn.Module, IDictionary<string, T>
        where T : nn.Module
    {
        private readonly OrderedDict<string, T> _items = [];

        /// <summary>Creates a dictionary of the modules given.</summary>
        public ModuleDict(params (string, T)[] items)
            : base(nameof(ModuleDict<nn.Module>))
        {
            foreach (var (key, value) in items) Add(key, value);
        }

        /// <summary>Number of modules.</summary>
        public int Count => _items.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>The names, in order.</summary>
        public ICollection<string> Keys => _items.Keys;

        /// <summary>The modules, in order.</summary>
        public ICollection<T> Values => _items.Values;

        /// <summary>The element of a name.</summary>
        public T this[string key]
        {
            get => _items[key];
            set
            {
                _items[key] = value;
                _internal_submodules[key] = value;
            }
        }

        /// <inheritdoc/>
        public void Add(string key, T value)
        {
            register_module(key, value);
            _items.Add(key, value);
        }

        /// <inheritdoc/>
        public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

        /// <inheritdoc/>
        public void Clear()
        {
            _internal_submodules.Clear();
            _items.Clear();
        }

        /// <inheritdoc/>
        public bool Contains(KeyValuePair<string, T> item) => _items.Contains(item);

        /// <inheritdoc/>
        public bool ContainsKey(string key) => _items.ContainsKey(key);

        /// <inheritdoc/>
        public bool Remove(string key) => _internal_submodules.Remove(key) && _items.Remove(key);

        /// <inheritdoc/>
        public bool Remove(KeyValuePair<string, T> item) => Contains(item) && Remove(item.Key);

        /// <inheritdoc/>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

        /// <inheritdoc/>
        public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => ((IDictionary<string, T>)_items).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dictionary of modules, registered under their names.</summary>
            /// <typeparam name="T">Type of the modules.</typeparam>
            public static Modules.ModuleDict<T> ModuleDict<T>(params (string, T)[] modules)
                where T : Module => new(modules);
        }
    }
}
