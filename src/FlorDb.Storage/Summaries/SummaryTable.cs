using System.Globalization;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Summaries;

/// <summary>Lays summaries out as Arrow columns.</summary>
internal static class SummaryTable
{
    public static ArrowTable Encode(IReadOnlyList<CellSummary> summaries)
    {
        var table = new SystemTableBuilder<CellSummary>(SegmentKind.Summaries, summaries);
        table.Coded(SystemTables.RunColumn, summary => summary.Run.ToString());
        table.Coded("replay", summary => summary.Replay?.ToString());
        table.Texts("loop", summary => summary.Path.Loops);
        table.Coded("name", summary => summary.Name);
        table.Boolean("argument", summary => summary.IsArgument);
        table.Int64("count", summary => summary.Count);
        table.Int64("nulls", summary => summary.Nulls);
        table.Float64("min", summary => summary.Min);
        table.Float64("max", summary => summary.Max);
        table.Coded("last_kind", summary => summary.Last?.Kind.ToString());
        table.Int64("last_integer", summary => summary.Last is { } last ? IntegerOf(last) : null);
        table.Float64("last_number", summary => summary.Last is { Kind: CellKind.Float64 } last ? last.AsFloat64() : null);
        table.Coded("last_text", summary => summary.Last is { } last ? TextOf(last) : null);
        return table.Build();
    }

    /// <summary>Reads a segment of summaries.</summary>
    /// <exception cref="ArrowFormatException">A column is missing or of another type.</exception>
    public static IEnumerable<CellSummary> Read(RecordBatch batch)
    {
        var table = new SystemTableReader(batch);
        for (int row = 0; row < batch.RowCount; row++)
        {
            string? replay = table.OptionalText("replay", row);
            yield return new CellSummary(
                RunKey.Parse(table.Text(SystemTables.RunColumn, row)), replay is null ? null : ReplayKey.Parse(replay), LoopPath.Of(table.Texts("loop", row)),
                table.Text("name", row), table.Boolean("argument", row), table.Int64("count", row), table.Int64("nulls", row),
                table.OptionalFloat64("min", row), table.OptionalFloat64("max", row), ReadLast(table, row));
        }
    }

    private static CellValue? ReadLast(SystemTableReader table, int row) => table.OptionalText("last_kind", row) switch
    {
        null => null,
        nameof(CellKind.Null) => CellValue.Null,
        nameof(CellKind.Boolean) => CellValue.Of(table.Int64("last_integer", row) != 0),
        nameof(CellKind.Int64) => CellValue.Of(table.Int64("last_integer", row)),
        nameof(CellKind.Timestamp) => CellValue.OfMicroseconds(table.Int64("last_integer", row)),
        nameof(CellKind.Float64) => CellValue.Of(table.Float64("last_number", row)),
        nameof(CellKind.String) => CellValue.Of(table.Text("last_text", row)),
        nameof(CellKind.Json) => CellValue.OfJson(table.Text("last_text", row)),
        var kind => throw new ArrowFormatException(string.Create(CultureInfo.InvariantCulture, $"Row {row} has a last value of the unknown kind \"{kind}\".")),
    };

    private static long? IntegerOf(CellValue value) => value.Kind switch
    {
        CellKind.Boolean => value.AsBoolean() ? 1 : 0,
        CellKind.Int64 => value.AsInt64(),
        CellKind.Timestamp => value.AsMicroseconds(),
        _ => null,
    };

    private static string? TextOf(CellValue value) => value.Kind switch
    {
        CellKind.String => value.AsString(),
        CellKind.Json => value.AsJson(),
        _ => null,
    };
}
