using System.Globalization;
using System.Text;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Tests.Arrow;

/// <summary>
/// Writes values in one canonical text, so that they can be compared across implementations: integers in decimal, floating-point numbers as
/// the bits of the double of the same value, bytes in hexadecimal, lists in brackets, structs in braces.
/// </summary>
internal static class ArrowText
{
    public static string[] Rows(RecordBatch batch) =>
        [.. Enumerable.Range(0, batch.RowCount).Select(row => string.Join(" | ", batch.Columns.Select(column => Value(column, row))))];

    public static string[] Column(ArrowArray column) => [.. Enumerable.Range(0, column.Length).Select(row => Value(column, row))];

    public static string[] Fields(Schema schema) =>
        [.. schema.Fields.Select(field => $"{field.Name}: {field.Type}{(field.Nullable ? "" : " not null")}{Metadata(field.Metadata)}")];

    public static string Metadata(KeyValueMetadata metadata) =>
        metadata.Count == 0 ? "" : $" [{string.Join("; ", metadata.Select(pair => $"{pair.Key}={pair.Value}"))}]";

    public static string Value(ArrowArray array, int row)
    {
        if (array.IsNull(row)) return "null";
        return array switch
        {
            BooleanArray bits => bits[row] ? "true" : "false",
            PrimitiveArray<Half> numbers => Float((double)numbers[row]),
            PrimitiveArray<float> numbers => Float(numbers[row]),
            PrimitiveArray<double> numbers => Float(numbers[row]),
            PrimitiveArray<ulong> numbers => numbers[row].ToString(CultureInfo.InvariantCulture),
            PrimitiveArray numbers => DictionaryArray.RawIndex(numbers, row).ToString(CultureInfo.InvariantCulture),
            BinaryArray { Type: BinaryType { IsText: true } } texts => Quote(texts.GetString(row)!),
            BinaryArray bytes => Convert.ToHexStringLower(bytes[row].Span),
            FixedSizeBinaryArray bytes => Convert.ToHexStringLower(bytes[row].Span),
            ListArray lists => List(lists.Items, lists[row].Start, lists[row].Count),
            FixedSizeListArray lists => List(lists.Items, row * lists.Size, lists.Size),
            StructArray parts => $"{{{string.Join(", ", parts.Parts.Select(part => Value(part, row)))}}}",
            DictionaryArray coded => Value(coded.Dictionary, coded.GetIndex(row)),
            _ => throw new InvalidOperationException($"No text for {array.Type}."),
        };
    }

    private static string List(ArrowArray items, int start, int count) =>
        $"[{string.Join(", ", Enumerable.Range(start, count).Select(item => Value(items, item)))}]";

    private static string Float(double value) => double.IsNaN(value) ? "NaN" : $"{BitConverter.DoubleToUInt64Bits(value):x16}";

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in text) quoted.Append(unit is >= ' ' and < '\u007f' and not '"' and not '\\' ? unit.ToString() : $"\\u{(int)unit:x4}");
        return quoted.Append('"').ToString();
    }
}
