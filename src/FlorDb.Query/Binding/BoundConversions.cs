using FlorDb.Query.Execution;
using FlorDb.Query.Formats;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary><c>CAST</c> and <c>TRY_CAST</c>, and the conversion of an integer to a float where one is needed.</summary>
internal sealed class BoundCast(BoundExpression operand, CellKind target, bool nullOnFailure, ErrorSite site) : BoundExpression(target)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand];

    public override CellValue Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        if (nullOnFailure) return CellCast.TryConvert(value, target) ?? CellValue.Null;
        try
        {
            return CellCast.Convert(value, target);
        }
        catch (ValueException cause)
        {
            throw site.Error(cause);
        }
    }

    public override string ToString() => $"{(nullOnFailure ? "TRY_CAST" : "CAST")}({operand} AS {TypeNames.Of(target)})";
}

/// <summary>Passes a dynamic operand on if its values have the kind that is needed; an integer serves as a float.</summary>
internal sealed class BoundRequire(BoundExpression operand, CellKind target, string user, ErrorSite site) : BoundExpression(target)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand];

    public override CellValue Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        if (value.IsNull || value.Kind == target) return value;
        if (value.Kind == CellKind.Int64 && target == CellKind.Float64) return CellValue.Of((double)value.AsInt64());
        throw site.Error($"{user} needs {TypeNames.Of(target)}, but {operand} is a {TypeNames.Of(value.Kind)} value here.");
    }

    public override string ToString() => operand.ToString();
}

/// <summary>Passes a dynamic operand on if its values are numbers.</summary>
internal sealed class BoundRequireNumber(BoundExpression operand, string user, ErrorSite site) : BoundExpression(ExpressionType.Dynamic)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand];

    public override CellValue Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        if (value.Kind is CellKind.Null or CellKind.Int64 or CellKind.Float64) return value;
        throw site.Error(
            $"{user} needs a number, but {operand} is a {TypeNames.Of(value.Kind)} value here.",
            value.Kind == CellKind.Tensor ? "Take an element of an n-d value with an index for each dimension: x[1][2]." : null);
    }

    public override string ToString() => operand.ToString();
}

/// <summary><c>x[i]</c>: a part of an n-d value, counted from 1; NULL outside.</summary>
internal sealed class BoundIndex(BoundExpression operand, BoundExpression index, ErrorSite site) : BoundExpression(ExpressionType.Dynamic)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand, index];

    public override CellValue Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        var position = index.Evaluate(row);
        if (value.IsNull || position.IsNull) return CellValue.Null;
        if (value.Kind != CellKind.Tensor || value.AsTensor().Shape.IsEmpty)
            throw site.Error($"{operand} is a {TypeNames.Of(value.Kind)} value here, which has no elements.", "There is an index too many.");
        return TensorElements.At(value.AsTensor(), position.AsInt64());
    }

    public override string ToString() => $"{operand}[{index}]";
}
