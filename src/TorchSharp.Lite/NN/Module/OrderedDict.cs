using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that enumerates its entries in the order in which they were added.</summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TValue">The value's type.</typeparam>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly List<(TKey Key, TValue Value)> _entries = [];
    private readonly Dictionary<TKey, TValue> _index = [];

    /// <summary>The value under a key; setting an unknown key appends an entry.</summary>
    /// <exception cref="KeyNotFoundException">The key to read is absent.</exception>
    public TValue this[TKey key]
    {
        get => _index[key];
        set
        {
            if (_index.ContainsKey(key)) _entries[PositionOf(key)] = (key, value);
            else _entries.Add((key, value));
            _index[key] = value;
        }
    }

    /// <summary>The entry at a position.</summary>
    public (TKey, TValue) this[int index]
    {
        get => _entries[index];
        set
        {
            var old = _entries[index].Key;
            if (!Equals(old, value.Item1)) RequireAbsent(value.Item1);
            _index.Remove(old);
            _index[value.Item1] = value.Item2;
            _entries[index] = value;
        }
    }

    /// <summary>The keys, in order.</summary>
    public ICollection<TKey> Keys => _entries.ConvertAll(entry => entry.Key);

    /// <summary>The values, in order.</summary>
    public ICollection<TValue> Values => _entries.ConvertAll(entry => entry.Value);

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Always false.</summary>
    public bool IsReadOnly => false;

    /// <summary>Appends an entry.</summary>
    /// <exception cref="ArgumentException">The key is present already.</exception>
    public void Add(TKey key, TValue value)
    {
        _index.Add(key, value);
        _entries.Add((key, value));
    }

    /// <inheritdoc cref="Add(TKey, TValue)"/>
    public void Add((TKey, TValue) item) => Add(item.Item1, item.Item2);

    /// <inheritdoc cref="Add(TKey, TValue)"/>
    public void Add(KeyValuePair<TKey, TValue> item) => Add(item.Key, item.Value);

    /// <summary>Puts an entry at a position.</summary>
    /// <exception cref="ArgumentException">The key is present already.</exception>
    public void Insert(int index, (TKey, TValue) item)
    {
        RequireAbsent(item.Item1);
        _entries.Insert(index, item);
        _index.Add(item.Item1, item.Item2);
    }

    /// <summary>Removes every entry.</summary>
    public void Clear()
    {
        _entries.Clear();
        _index.Clear();
    }

    /// <summary>True if the very entry is present.</summary>
    public bool Contains((TKey, TValue) item) => IndexOf(item) >= 0;

    /// <inheritdoc cref="Contains(ValueTuple{TKey, TValue})"/>
    public bool Contains(KeyValuePair<TKey, TValue> item) => Contains((item.Key, item.Value));

    /// <summary>True if the key is present.</summary>
    public bool ContainsKey(TKey key) => _index.ContainsKey(key);

    /// <summary>Looks a key up.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _index.TryGetValue(key, out value);

    /// <summary>Position of an entry, or -1.</summary>
    public int IndexOf((TKey, TValue) item) => _entries.IndexOf(item);

    /// <summary>Removes the entry under a key; false if there was none.</summary>
    public bool Remove(TKey key)
    {
        if (!_index.Remove(key)) return false;
        _entries.RemoveAt(PositionOf(key));
        return true;
    }

    /// <summary>Removes an entry; false if there was none.</summary>
    public bool Remove((TKey, TValue) item) => Contains(item) && Remove(item.Item1);

    /// <inheritdoc cref="Remove(ValueTuple{TKey, TValue})"/>
    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    /// <summary>Removes the entry at a position.</summary>
    public void RemoveAt(int index) => Remove(_entries[index].Key);

    /// <summary>Copies the entries, in order.</summary>
    public void CopyTo((TKey, TValue)[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <inheritdoc cref="CopyTo(ValueTuple{TKey, TValue}[], int)"/>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex)
    {
        foreach (var (key, value) in _entries) array[arrayIndex++] = new(key, value);
    }

    /// <summary>Enumerates the entries in order.</summary>
    public IEnumerator<(TKey, TValue)> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() =>
        _entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value)).GetEnumerator();

    private int PositionOf(TKey key) => _entries.FindIndex(entry => Equals(entry.Key, key));

    private void RequireAbsent(TKey key)
    {
        if (_index.ContainsKey(key)) throw new ArgumentException($"The key '{key}' is present already.", nameof(key));
    }
}
