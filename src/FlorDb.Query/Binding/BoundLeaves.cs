using FlorDb.Query.Execution;
using FlorDb.Query.Formats;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>A constant.</summary>
internal sealed class BoundLiteral(CellValue value) : BoundExpression(value.Kind)
{
    public CellValue Value => value;

    public override CellValue Evaluate(Row row) => value;

    public override string ToString() =>
        value.Kind == CellKind.String ? $"'{value.AsString().Replace("'", "''", StringComparison.Ordinal)}'" : CellText.Of(value);
}

/// <summary>A value of the input row.</summary>
internal sealed class BoundColumn(int slot, string name, ExpressionType type) : BoundExpression(type)
{
    public int Slot => slot;

    public override CellValue Evaluate(Row row) => row.Values[slot];

    public override string ToString() => name;
}
