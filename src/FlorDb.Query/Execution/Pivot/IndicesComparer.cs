namespace FlorDb.Query.Execution.Pivot;

/// <summary>Equality of lists of iteration indices.</summary>
internal sealed class IndicesComparer : IEqualityComparer<long[]>
{
    public static IndicesComparer Instance { get; } = new();

    public bool Equals(long[]? left, long[]? right) => left.AsSpan().SequenceEqual(right);

    public int GetHashCode(long[] indices)
    {
        var hash = new HashCode();
        foreach (var index in indices) hash.Add(index);
        return hash.ToHashCode();
    }
}
