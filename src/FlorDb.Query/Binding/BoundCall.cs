using System.Collections.Immutable;
using FlorDb.Query.Execution;
using FlorDb.Query.Functions;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>A call of a function of one row.</summary>
internal sealed class BoundCall(ScalarFunction function, ImmutableArray<BoundExpression> arguments, ExpressionType type, ErrorSite site)
    : BoundExpression(type)
{
    public override IReadOnlyList<BoundExpression> Operands => arguments;

    public override CellValue Evaluate(Row row)
    {
        var values = new CellValue[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(row);
            if (values[i].IsNull && !function.TakesNulls) return CellValue.Null;
        }

        try
        {
            return function.Evaluate(values);
        }
        catch (ValueException cause)
        {
            throw site.Error(cause);
        }
        catch (OverflowException)
        {
            throw site.Error($"The result of {function.Name} does not fit in a 64-bit integer.");
        }
    }

    public override string ToString() => $"{function.Name}({string.Join(", ", arguments)})";
}
