using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>Functions of values of any type.</summary>
internal static class GeneralFunctions
{
    public static IEnumerable<ScalarFunction> All { get; } =
    [
        new("coalesce", [ParameterKind.Any], values => Array.Find(values, value => !value.IsNull)) { IsVariadic = true, TakesNulls = true },
        new("ifnull", [ParameterKind.Any, ParameterKind.Any], values => values[0].IsNull ? values[1] : values[0]) { TakesNulls = true },
        new("nullif", [ParameterKind.Any, ParameterKind.Any], NullIf) { TakesNulls = true },
        new("greatest", [ParameterKind.Any], values => Extreme(values, 1)) { IsVariadic = true, TakesNulls = true },
        new("least", [ParameterKind.Any], values => Extreme(values, -1)) { IsVariadic = true, TakesNulls = true },
        new("shape", [ParameterKind.Tensor], Shape) { Result = CellKind.Tensor },
    ];

    private static CellValue NullIf(CellValue[] values) => GroupKeyComparer.AreSame(values[0], values[1]) ? CellValue.Null : values[0];

    // NULLs are left out, as in DuckDB and PostgreSQL.
    private static CellValue Extreme(CellValue[] values, int sign)
    {
        var best = CellValue.Null;
        foreach (var value in values)
            if (best.IsNull || (!value.IsNull && CellComparer.Compare(value, best) * sign > 0)) best = value;
        return best;
    }

    private static CellValue Shape(CellValue[] values)
    {
        var shape = values[0].AsTensor().Shape;
        var bytes = new byte[shape.Length * sizeof(long)];
        for (var i = 0; i < shape.Length; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), shape[i]);
        return CellValue.Of(new TensorValue(ElementType.Int64, [shape.Length], bytes));
    }
}
