using System.Collections.Immutable;
using System.Text.Json;

namespace FlorDb.Storage.Segments;

/// <summary>The lengths of a segment's batches, and what is known of the numbers in each.</summary>
/// <param name="Rows">The rows of each batch.</param>
/// <param name="Columns">For each column, by its name in the file, a zone for each batch.</param>
internal sealed record ZoneMap(ImmutableArray<int> Rows, IReadOnlyDictionary<string, ImmutableArray<ColumnZone>> Columns)
{
    /// <summary>Reads what <see cref="ZoneMapBuilder"/> wrote; null if the text is something else.</summary>
    public static ZoneMap? TryParse(string? text, int batches)
    {
        try
        {
            using var document = JsonDocument.Parse(text ?? "");
            var rows = document.RootElement.GetProperty("rows").EnumerateArray().Select(count => count.GetInt32()).ToImmutableArray();
            var columns = document.RootElement.GetProperty("columns").EnumerateObject()
                .ToDictionary(column => column.Name, column => ParseColumn(column.Value, batches));
            return rows.Length == batches && rows.All(count => count >= 0) ? new ZoneMap(rows, columns) : null;
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static ImmutableArray<ColumnZone> ParseColumn(JsonElement column, int batches)
    {
        var nulls = column.GetProperty("nulls");
        bool isRanged = column.TryGetProperty("min", out var min);
        var max = isRanged ? column.GetProperty("max") : default;
        if (nulls.GetArrayLength() != batches || (isRanged && (min.GetArrayLength() != batches || max.GetArrayLength() != batches)))
            throw new FormatException("A zone is missing.");
        return [.. Enumerable.Range(0, batches).Select(i =>
            new ColumnZone(nulls[i].GetInt32(), isRanged ? min[i].GetString() : null, isRanged ? max[i].GetString() : null))];
    }
}
