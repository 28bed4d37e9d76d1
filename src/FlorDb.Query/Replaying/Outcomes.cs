using FlorDb.Query.Binding;
using FlorDb.Query.Execution;

namespace FlorDb.Query.Replaying;

/// <summary>What a condition may come to once missing cells are there.</summary>
[Flags]
internal enum Outcomes
{
    None = 0,
    True = 1,
    False = 2,
    Null = 4,
    Any = True | False | Null,
}

/// <summary>
/// Evaluates a condition with missing cells as unknown: what is found out is the set of results that are still possible. A row for which TRUE is not
/// among them need not be replayed.
/// </summary>
internal static class PossibleOutcomes
{
    public static Outcomes Of(BoundExpression condition, Row row) => condition switch
    {
        BoundLogical logical => OfLogical(logical, row),
        BoundNot not => Negated(Of(not.Operands[0], row)),
        _ => ReadsMissing(condition, row) ? Outcomes.Any : OfValue(condition.Evaluate(row)),
    };

    private static Outcomes OfLogical(BoundLogical logical, Row row)
    {
        var result = logical.IsAnd ? Outcomes.True : Outcomes.False;
        foreach (var operand in logical.Operands)
            result = logical.IsAnd ? And(result, Of(operand, row)) : Negated(And(Negated(result), Negated(Of(operand, row))));
        return result;
    }

    private static Outcomes And(Outcomes first, Outcomes second)
    {
        var result = (first | second) & Outcomes.False;
        if (first.HasFlag(Outcomes.True) && second.HasFlag(Outcomes.True)) result |= Outcomes.True;
        var canAvoidFalse = (first & ~Outcomes.False) != 0 && (second & ~Outcomes.False) != 0;
        return canAvoidFalse && (first | second).HasFlag(Outcomes.Null) ? result | Outcomes.Null : result;
    }

    private static Outcomes Negated(Outcomes outcomes) =>
        (outcomes & Outcomes.Null) | (outcomes.HasFlag(Outcomes.True) ? Outcomes.False : 0) | (outcomes.HasFlag(Outcomes.False) ? Outcomes.True : 0);

    private static Outcomes OfValue(Storage.CellValue value) => value.IsNull ? Outcomes.Null : value.AsBoolean() ? Outcomes.True : Outcomes.False;

    private static bool ReadsMissing(BoundExpression expression, Row row) => expression switch
    {
        BoundIsNull { AtStart: true } => false,
        BoundColumn column => row.Missing?[column.Slot] == true,
        _ => expression.Operands.Any(operand => ReadsMissing(operand, row)),
    };
}
