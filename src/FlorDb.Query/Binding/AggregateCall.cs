using FlorDb.Query.Functions;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>An aggregate over the rows of a group; <paramref name="Argument"/> is null for <c>count(*)</c>.</summary>
internal sealed record AggregateCall(AggregateFunction Function, BoundExpression? Argument, bool Distinct, ErrorSite Site)
{
    public ExpressionType Type => Function.Result ?? Argument!.Type;

    public Accumulator Start() => Distinct ? new DistinctAccumulator(Function.Start()) : Function.Start();

    /// <summary>What a row adds; <c>count(*)</c> counts every row.</summary>
    public CellValue Value(Execution.Row row) => Argument is null ? CellValue.Of(true) : Argument.Evaluate(row);

    public override string ToString() => $"{Function.Name}({(Distinct ? "DISTINCT " : "")}{(Argument is null ? "*" : Argument.ToString())})";
}
