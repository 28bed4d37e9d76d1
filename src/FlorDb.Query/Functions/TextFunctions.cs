using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>Functions of texts. Positions count from 1, in UTF-16 units.</summary>
internal static class TextFunctions
{
    public static IEnumerable<ScalarFunction> All { get; } =
    [
        Of("lower", text => text.ToLowerInvariant()),
        Of("upper", text => text.ToUpperInvariant()),
        Of("trim", text => text.Trim(' ')),
        Of("ltrim", text => text.TrimStart(' ')),
        Of("rtrim", text => text.TrimEnd(' ')),
        new("length", [ParameterKind.Text], values => CellValue.Of((long)values[0].AsString().Length)) { Result = CellKind.Int64 },
        Substring("substr"),
        Substring("substring"),
        new("replace", [ParameterKind.Text, ParameterKind.Text, ParameterKind.Text], Replace) { Result = CellKind.String },
        new("left", [ParameterKind.Text, ParameterKind.Integer], values => Part(values[0].AsString(), 1, values[1].AsInt64())) { Result = CellKind.String },
        Test("contains", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Test("starts_with", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Test("ends_with", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
    ];

    private static ScalarFunction Of(string name, Func<string, string> function) =>
        new(name, [ParameterKind.Text], values => CellValue.Of(function(values[0].AsString()))) { Result = CellKind.String };

    private static ScalarFunction Test(string name, Func<string, string, bool> test) =>
        new(name, [ParameterKind.Text, ParameterKind.Text], values => CellValue.Of(test(values[0].AsString(), values[1].AsString())))
        {
            Result = CellKind.Boolean,
        };

    private static ScalarFunction Substring(string name) =>
        new(name, [ParameterKind.Text, ParameterKind.Integer, ParameterKind.Integer], values =>
            Part(values[0].AsString(), values[1].AsInt64(), values.Length > 2 ? values[2].AsInt64() : null))
        {
            Required = 2,
            Result = CellKind.String,
        };

    private static CellValue Replace(CellValue[] values) => CellValue.Of(values[1].AsString().Length == 0
        ? values[0].AsString()
        : values[0].AsString().Replace(values[1].AsString(), values[2].AsString(), StringComparison.Ordinal));

    // SQL's window: characters at positions start .. start + length - 1, as far as the text has them.
    private static CellValue Part(string text, long start, long? length)
    {
        if (length < 0) throw new ValueException($"A part of a text can't have length {length}.");
        var first = Math.Clamp(start, 1, text.Length + 1L);
        var end = length is null ? text.Length + 1L : Math.Clamp(start > text.Length ? first : start + length.Value, first, text.Length + 1L);
        return CellValue.Of(text[(int)(first - 1)..(int)(end - 1)]);
    }
}
