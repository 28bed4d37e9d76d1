using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>Equality of rows for <c>GROUP BY</c> and <c>DISTINCT</c>: NULLs are equal to each other, and 1 equals 1.0.</summary>
internal sealed class GroupKeyComparer : IEqualityComparer<CellValue[]>
{
    public static GroupKeyComparer Instance { get; } = new();

    public bool Equals(CellValue[]? left, CellValue[]? right)
    {
        if (left is null || right is null) return left == right;
        for (var i = 0; i < left.Length; i++)
            if (!AreSame(left[i], right[i])) return false;
        return left.Length == right.Length;
    }

    public int GetHashCode(CellValue[] key)
    {
        var hash = new HashCode();
        foreach (var value in key) hash.Add(HashOf(value));
        return hash.ToHashCode();
    }

    /// <summary>Whether two values are not distinct: both NULL, or equal.</summary>
    public static bool AreSame(CellValue left, CellValue right)
    {
        if (left.IsNull || right.IsNull) return left.IsNull && right.IsNull;
        var comparable = left.Kind == right.Kind || (IsNumber(left) && IsNumber(right));
        return comparable && CellComparer.AreEqual(left, right);
    }

    private static bool IsNumber(CellValue value) => value.Kind is CellKind.Int64 or CellKind.Float64;

    private static int HashOf(CellValue value) => value.Kind switch
    {
        CellKind.Int64 => HashOf((double)value.AsInt64()),
        CellKind.Float64 => HashOf(value.AsFloat64()),
        _ => value.GetHashCode(),
    };

    private static int HashOf(double number) => double.IsNaN(number) ? int.MaxValue : (number + 0.0).GetHashCode();
}
