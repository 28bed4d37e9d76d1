using System.Collections;
using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Pairs of texts that go with a schema, field or file, in the order in which they are written. Equal when all pairs are, in order.</summary>
public sealed class KeyValueMetadata : IReadOnlyList<KeyValuePair<string, string>>, IEquatable<KeyValueMetadata>
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _pairs;

    /// <summary>Makes metadata from pairs.</summary>
    public KeyValueMetadata(IEnumerable<KeyValuePair<string, string>> pairs) => _pairs = [.. pairs];

    /// <summary>No pairs.</summary>
    public static KeyValueMetadata Empty { get; } = new([]);

    /// <summary>The number of pairs.</summary>
    public int Count => _pairs.Length;

    /// <summary>The pair at a position.</summary>
    public KeyValuePair<string, string> this[int index] => _pairs[index];

    /// <summary>Makes metadata from pairs of key and value.</summary>
    public static KeyValueMetadata Of(params (string Key, string Value)[] pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, pair.Value)));

    /// <summary>The value of a key: of its first pair, if there are several; null if there is none.</summary>
    public string? Find(string key)
    {
        foreach (var pair in _pairs)
            if (pair.Key == key) return pair.Value;
        return null;
    }

    /// <summary>The same pairs and further ones behind them.</summary>
    public KeyValueMetadata With(params (string Key, string Value)[] pairs) => new([.. _pairs, .. Of(pairs)]);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(KeyValueMetadata? other) => other is not null && _pairs.AsSpan().SequenceEqual(other._pairs.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeyValueMetadata);

    /// <inheritdoc/>
    public override int GetHashCode() => _pairs.Aggregate(_pairs.Length, HashCode.Combine);
}
