using System.Collections.Immutable;
using FlorDb.Query.Execution;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Arithmetic on two operands; NULL when one of them is.</summary>
internal sealed class BoundArithmetic(string op, BoundExpression left, BoundExpression right, ExpressionType type, ErrorSite site)
    : BoundExpression(type)
{
    public override IReadOnlyList<BoundExpression> Operands => [left, right];

    public override CellValue Evaluate(Row row)
    {
        var a = left.Evaluate(row);
        var b = right.Evaluate(row);
        if (a.IsNull || b.IsNull) return CellValue.Null;
        try
        {
            return Arithmetic.Apply(op, a, b);
        }
        catch (ValueException cause)
        {
            throw site.Error(cause);
        }
    }

    public override string ToString() => $"({left} {op} {right})";
}

/// <summary>Joins two texts.</summary>
internal sealed class BoundConcatenation(BoundExpression left, BoundExpression right) : BoundExpression(CellKind.String)
{
    public override IReadOnlyList<BoundExpression> Operands => [left, right];

    public override CellValue Evaluate(Row row)
    {
        var a = left.Evaluate(row);
        var b = right.Evaluate(row);
        return a.IsNull || b.IsNull ? CellValue.Null : CellValue.Of(a.AsString() + b.AsString());
    }

    public override string ToString() => $"({left} || {right})";
}

/// <summary>A comparison; NULL when an operand is.</summary>
internal sealed class BoundComparison(string op, BoundExpression left, BoundExpression right, ErrorSite site) : BoundExpression(CellKind.Boolean)
{
    public override IReadOnlyList<BoundExpression> Operands => [left, right];

    public override CellValue Evaluate(Row row)
    {
        var a = left.Evaluate(row);
        var b = right.Evaluate(row);
        if (a.IsNull || b.IsNull) return CellValue.Null;
        (a, b) = CellCast.Harmonized(a, b);
        try
        {
            return CellValue.Of(op is "=" or "<>" ? GroupKeyComparer.AreSame(a, b) == (op == "=") : Holds(CellComparer.Compare(a, b)));
        }
        catch (ValueException cause)
        {
            throw site.Error(cause);
        }
    }

    public override string ToString() => $"({left} {op} {right})";

    private bool Holds(int order) => op switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => throw new System.Diagnostics.UnreachableException($"{op} is not a comparison."),
    };
}

/// <summary><c>IS [NOT] DISTINCT FROM</c>: a comparison in which NULL equals NULL, so that it is never NULL itself.</summary>
internal sealed class BoundDistinctFrom(BoundExpression left, BoundExpression right, bool negated) : BoundExpression(CellKind.Boolean)
{
    public override IReadOnlyList<BoundExpression> Operands => [left, right];

    public override CellValue Evaluate(Row row) => CellValue.Of(GroupKeyComparer.AreSame(left.Evaluate(row), right.Evaluate(row)) == negated);

    public override string ToString() => $"({left} IS {(negated ? "NOT " : "")}DISTINCT FROM {right})";
}

/// <summary><c>x IN (a, b, ...)</c>: true if an item equals, else NULL if x or an item is NULL, else false.</summary>
internal sealed class BoundIn(BoundExpression operand, ImmutableArray<BoundExpression> equalities) : BoundExpression(CellKind.Boolean)
{
    public override IReadOnlyList<BoundExpression> Operands => equalities;

    public override CellValue Evaluate(Row row)
    {
        var result = CellValue.Of(false);
        foreach (var equality in equalities)
        {
            var equal = equality.Evaluate(row);
            if (equal.IsNull) result = equal;
            else if (equal.AsBoolean()) return equal;
        }

        return result;
    }

    public override string ToString() => $"({operand} IN ({string.Join(", ", equalities.Select(equality => equality.Operands[1]))}))";
}

/// <summary><c>LIKE</c> and <c>ILIKE</c>; NULL when an operand is.</summary>
internal sealed class BoundLike(BoundExpression operand, BoundExpression pattern, bool ignoresCase) : BoundExpression(CellKind.Boolean)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand, pattern];

    public override CellValue Evaluate(Row row)
    {
        var text = operand.Evaluate(row);
        var shape = pattern.Evaluate(row);
        return text.IsNull || shape.IsNull ? CellValue.Null : CellValue.Of(LikePattern.Matches(text.AsString(), shape.AsString(), ignoresCase));
    }

    public override string ToString() => $"({operand} {(ignoresCase ? "ILIKE" : "LIKE")} {pattern})";
}
