using System.Globalization;
using System.Text.Json.Nodes;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The smallest and the largest value of each column, and its number of nulls, as JSON.</summary>
internal static class ZoneMap
{
    public static string Describe(ArrowTable table)
    {
        var zones = new JsonObject();
        for (int i = 0; i < table.Schema.Fields.Length; i++)
            zones[table.Schema.Fields[i].Name] = Describe([.. table.Batches.Select(batch => batch.Columns[i])]);
        return zones.ToJsonString();
    }

    private static JsonObject Describe(IReadOnlyList<ArrowArray> columns)
    {
        var zone = new JsonObject { ["nulls"] = columns.Sum(column => (long)column.NullCount) };
        if (columns[0] is PrimitiveArray<long>) AddRange(zone, Present<long>(columns), number => number.ToString(CultureInfo.InvariantCulture));
        if (columns[0] is PrimitiveArray<double>)
            AddRange(zone, Present<double>(columns).Where(number => !double.IsNaN(number)), number => number.ToString("R", CultureInfo.InvariantCulture));
        return zone;
    }

    private static void AddRange<T>(JsonObject zone, IEnumerable<T> numbers, Func<T, string> format)
        where T : IComparable<T>
    {
        bool isEmpty = true;
        T min = default!, max = default!;
        foreach (var number in numbers)
        {
            if (isEmpty || number.CompareTo(min) < 0) min = number;
            if (isEmpty || number.CompareTo(max) > 0) max = number;
            isEmpty = false;
        }

        if (isEmpty) return;
        zone["min"] = format(min);
        zone["max"] = format(max);
    }

    private static IEnumerable<T> Present<T>(IEnumerable<ArrowArray> columns)
        where T : unmanaged
    {
        foreach (var column in columns.Cast<PrimitiveArray<T>>())
            for (int row = 0; row < column.Length; row++)
                if (!column.IsNull(row)) yield return column[row];
    }
}
