using System.Collections.Immutable;
using FlorDb.Query.Execution;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary><c>AND</c> or <c>OR</c> in three-valued logic.</summary>
internal sealed class BoundLogical(bool isAnd, ImmutableArray<BoundExpression> operands) : BoundExpression(CellKind.Boolean)
{
    public bool IsAnd => isAnd;

    public override IReadOnlyList<BoundExpression> Operands => operands;

    public override CellValue Evaluate(Row row)
    {
        var result = CellValue.Of(isAnd);
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(row);
            if (value.IsNull) result = value;
            else if (value.AsBoolean() != isAnd) return value;
        }

        return result;
    }

    public override string ToString() => $"({string.Join(isAnd ? " AND " : " OR ", operands)})";
}

/// <summary><c>NOT</c>: NULL stays NULL.</summary>
internal sealed class BoundNot(BoundExpression operand) : BoundExpression(CellKind.Boolean)
{
    public override IReadOnlyList<BoundExpression> Operands => [operand];

    public override CellValue Evaluate(Row row)
    {
        var value = operand.Evaluate(row);
        return value.IsNull ? value : CellValue.Of(!value.AsBoolean());
    }

    public override string ToString() => $"(NOT {operand})";
}

/// <summary>
/// <c>IS NULL</c>. In the <c>WHERE</c> of a query with <c>REPLAY</c> it asks for the moment at which the query began
/// (<paramref name="atStart"/>), so that rows stay in the answer after their cells have been filled.
/// </summary>
internal sealed class BoundIsNull(BoundExpression operand, bool atStart) : BoundExpression(CellKind.Boolean)
{
    public bool AtStart => atStart;

    public override IReadOnlyList<BoundExpression> Operands => [operand];

    public override CellValue Evaluate(Row row) => CellValue.Of(operand.Evaluate(atStart ? row.AtStart : row).IsNull);

    public override string ToString() => $"({operand} IS NULL{(atStart ? " AT START" : "")})";
}

/// <summary><c>CASE</c>: the value of the first branch whose condition is true.</summary>
internal sealed class BoundCase(ImmutableArray<(BoundExpression When, BoundExpression Then)> branches, BoundExpression otherwise, ExpressionType type)
    : BoundExpression(type)
{
    public override IReadOnlyList<BoundExpression> Operands => [.. branches.SelectMany(branch => new[] { branch.When, branch.Then }), otherwise];

    public override CellValue Evaluate(Row row)
    {
        foreach (var (when, then) in branches)
            if (Truth.Holds(when.Evaluate(row))) return then.Evaluate(row);
        return otherwise.Evaluate(row);
    }

    public override string ToString() =>
        $"CASE {string.Concat(branches.Select(branch => $"WHEN {branch.When} THEN {branch.Then} "))}ELSE {otherwise} END";
}
