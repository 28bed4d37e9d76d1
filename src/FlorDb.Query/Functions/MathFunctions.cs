using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>Functions of numbers. They follow IEEE 754: outside of its domain a function gives NaN or an infinity, never an error.</summary>
internal static class MathFunctions
{
    public static IEnumerable<ScalarFunction> All { get; } =
    [
        Keeping("abs", Math.Abs, Math.Abs),
        Keeping("floor", Math.Floor, n => n),
        Keeping("ceil", Math.Ceiling, n => n),
        Keeping("ceiling", Math.Ceiling, n => n),
        Keeping("trunc", Math.Truncate, n => n),
        Keeping("sign", x => double.IsNaN(x) ? x : Math.Sign(x), n => Math.Sign(n)),
        new("round", [ParameterKind.Number, ParameterKind.Integer], Round) { Required = 1, Result = null },
        OfFloat("sqrt", Math.Sqrt),
        OfFloat("ln", Math.Log),
        OfFloat("log2", Math.Log2),
        OfFloat("log10", Math.Log10),
        OfFloat("exp", Math.Exp),
        new("log", [ParameterKind.Float, ParameterKind.Float], Log) { Required = 1, Result = CellKind.Float64 },
        Power("power"),
        Power("pow"),
        new("mod", [ParameterKind.Number, ParameterKind.Number], values => Arithmetic.Apply("%", values[0], values[1])),
        new("pi", [], _ => CellValue.Of(Math.PI)) { Result = CellKind.Float64 },
        Test("isnan", double.IsNaN),
        Test("isinf", double.IsInfinity),
        Test("isfinite", double.IsFinite),
    ];

    private static ScalarFunction Keeping(string name, Func<double, double> onFloat, Func<long, long> onInteger) =>
        new(name, [ParameterKind.Number], values => values[0].Kind == CellKind.Int64
            ? CellValue.Of(onInteger(values[0].AsInt64()))
            : CellValue.Of(onFloat(values[0].AsFloat64())));

    private static ScalarFunction OfFloat(string name, Func<double, double> function) =>
        new(name, [ParameterKind.Float], values => CellValue.Of(function(values[0].AsFloat64()))) { Result = CellKind.Float64 };

    private static ScalarFunction Power(string name) =>
        new(name, [ParameterKind.Float, ParameterKind.Float], values => CellValue.Of(Math.Pow(values[0].AsFloat64(), values[1].AsFloat64())))
        {
            Result = CellKind.Float64,
        };

    private static ScalarFunction Test(string name, Func<double, bool> test) =>
        new(name, [ParameterKind.Float], values => CellValue.Of(test(values[0].AsFloat64()))) { Result = CellKind.Boolean };

    // As in DuckDB: one argument is the decimal logarithm, of two the first is the base.
    private static CellValue Log(CellValue[] values) => CellValue.Of(
        values.Length == 1 ? Math.Log10(values[0].AsFloat64()) : Math.Log(values[1].AsFloat64()) / Math.Log(values[0].AsFloat64()));

    // Halves are rounded away from zero, as in SQL databases, not to even as in .NET.
    private static CellValue Round(CellValue[] values)
    {
        var digits = values.Length > 1 ? Math.Clamp(values[1].AsInt64(), -308, 308) : 0;
        if (values[0].Kind == CellKind.Int64)
            return digits >= 0 ? values[0] : CellValue.Of((long)RoundTo(values[0].AsInt64(), digits));
        var number = values[0].AsFloat64();
        return CellValue.Of(double.IsFinite(number) ? RoundTo(number, digits) : number);
    }

    private static double RoundTo(double number, long digits)
    {
        var scale = Math.Pow(10, Math.Abs(digits));
        var scaled = digits >= 0 ? number * scale : number / scale;
        if (!double.IsFinite(scaled)) return number;
        var rounded = Math.Round(scaled, MidpointRounding.AwayFromZero);
        return digits >= 0 ? rounded / scale : rounded * scale;
    }
}
