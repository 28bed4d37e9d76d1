using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>
/// The type of an expression. It is dynamic where only the values tell: the values of a loop, and the parts of an n-d value, which are numbers
/// or n-d values again.
/// </summary>
internal readonly record struct ExpressionType
{
    private ExpressionType(CellKind kind, bool isDynamic) => (Kind, IsDynamic) = (kind, isDynamic);

    public static ExpressionType Dynamic { get; } = new(CellKind.Null, true);

    /// <summary>The kind of the values; <see cref="CellKind.Null"/> when they are all NULL, and for a dynamic type.</summary>
    public CellKind Kind { get; }

    public bool IsDynamic { get; }

    public bool IsNull => Kind == CellKind.Null && !IsDynamic;

    public bool IsNumber => Kind is CellKind.Int64 or CellKind.Float64;

    public static implicit operator ExpressionType(CellKind kind) => new(kind, false);

    public bool Is(CellKind kind) => Kind == kind && !IsDynamic;

    /// <summary>The least type that holds the values of both; null if there is none.</summary>
    public static ExpressionType? LeastUpperBound(ExpressionType first, ExpressionType second)
    {
        if (first == second || second.IsNull) return first;
        if (first.IsNull) return second;
        if (first.IsDynamic || second.IsDynamic) return Dynamic;
        return first.IsNumber && second.IsNumber ? (ExpressionType)CellKind.Float64 : null;
    }

    /// <summary>The type's name in the language.</summary>
    public override string ToString() => IsDynamic ? "ANY" : TypeNames.Of(Kind);
}
