using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules registered under "0", "1", ...; it has no forward of its own.</summary>
    /// <typeparam name="T">Type of the modules.</typeparam>
    public class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly NumberedItems<T> _items;

        /// <summary>Creates a list of the modules given.</summary>
        public ModuleList(params T[] items)
            : base(nameof(ModuleList<nn.Module>))
        {
            _items = new(ClearModules, register_module);
            extend(items);
        }

        /// <summary>Number of modules.</summary>
        public int Count => _items.Count;

        /// <summary>Always false.</summary>
        public bool IsReadOnly => false;

        /// <summary>The element at a position.</summary>
        public T this[int index]
        {
            get => _items[index];
            set => _items[index] = value;
        }

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] items) => extend(items);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> items) => _items.AddRange(items);

        /// <inheritdoc/>
        public void Add(T item) => _items.Add(item);

        /// <inheritdoc/>
        public void Insert(int index, T item) => _items.Insert(index, item);

        /// <inheritdoc/>
        public void Clear() => _items.Clear();

        /// <inheritdoc/>
        public bool Contains(T item) => _items.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(T item) => _items.IndexOf(item);

        /// <inheritdoc/>
        public bool Remove(T item) => _items.Remove(item);

        /// <inheritdoc/>
        public void RemoveAt(int index) => _items.RemoveAt(index);

        /// <inheritdoc/>
        public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules, registered under "0", "1", ...</summary>
            /// <typeparam name="T">Type of the modules.</typeparam>
            public static Modules.ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
