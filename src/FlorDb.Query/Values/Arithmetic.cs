using FlorDb.Storage;

namespace FlorDb.Query.Values;

/// <summary>
/// Arithmetic on two numbers, neither of them NULL: integers stay integers, except in <c>/</c>; floats follow IEEE 754. The difference of two
/// timestamps is in seconds.
/// </summary>
internal static class Arithmetic
{
    /// <exception cref="ValueException">An integer result does not fit in 64 bits.</exception>
    public static CellValue Apply(string op, CellValue left, CellValue right)
    {
        if (left.Kind == CellKind.Timestamp && right.Kind == CellKind.Timestamp && op == "-")
            return CellValue.Of((left.AsMicroseconds() - right.AsMicroseconds()) / 1e6);
        if (left.Kind != CellKind.Int64 || right.Kind != CellKind.Int64 || op == "/") return OnFloats(op, ToFloat(left), ToFloat(right));
        try
        {
            return OnIntegers(op, left.AsInt64(), right.AsInt64());
        }
        catch (OverflowException)
        {
            throw new ValueException(
                $"{left.AsInt64()} {op} {right.AsInt64()} does not fit in a 64-bit integer.", "Convert an operand with CAST(... AS DOUBLE).");
        }
    }

    public static double ToFloat(CellValue number) => number.Kind == CellKind.Int64 ? number.AsInt64() : number.AsFloat64();

    private static CellValue OnIntegers(string op, long left, long right) => op switch
    {
        "+" => CellValue.Of(checked(left + right)),
        "-" => CellValue.Of(checked(left - right)),
        "*" => CellValue.Of(checked(left * right)),
        "//" => right == 0 ? CellValue.Null : CellValue.Of(checked(left / right)),
        "%" => right == 0 ? CellValue.Null : CellValue.Of(right == -1 ? 0L : left % right),
        _ => throw Unknown(op),
    };

    private static CellValue OnFloats(string op, double left, double right) => op switch
    {
        "+" => CellValue.Of(left + right),
        "-" => CellValue.Of(left - right),
        "*" => CellValue.Of(left * right),
        "/" => CellValue.Of(left / right),
        "//" => right == 0 ? CellValue.Null : CellValue.Of(Math.Truncate(left / right)),
        "%" => right == 0 ? CellValue.Null : CellValue.Of(left % right),
        _ => throw Unknown(op),
    };

    private static System.Diagnostics.UnreachableException Unknown(string op) => new($"{op} is not an arithmetic operator.");
}
