using FlorDb.Query.Syntax;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Functions;

/// <summary>Functions of timestamps, all in UTC.</summary>
internal static class TimeFunctions
{
    private static readonly string[] Parts = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"];

    public static IEnumerable<ScalarFunction> All { get; } =
    [
        new("date_trunc", [ParameterKind.Text, ParameterKind.Timestamp], Truncate) { Result = CellKind.Timestamp },
        new("date_part", [ParameterKind.Text, ParameterKind.Timestamp], Part) { Result = CellKind.Int64 },
    ];

    private static CellValue Truncate(CellValue[] values)
    {
        var time = values[1].AsTimestamp();
        var day = new DateTimeOffset(time.Date, TimeSpan.Zero);
        return CellValue.Of(values[0].AsString().ToUpperInvariant() switch
        {
            "YEAR" => new DateTimeOffset(time.Year, 1, 1, 0, 0, 0, TimeSpan.Zero),
            "QUARTER" => new DateTimeOffset(time.Year, ((time.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero),
            "MONTH" => new DateTimeOffset(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero),
            "WEEK" => day.AddDays(-(((int)time.DayOfWeek + 6) % 7)),
            "DAY" => day,
            "HOUR" => day.AddHours(time.Hour),
            "MINUTE" => day.AddMinutes((time.Hour * 60) + time.Minute),
            "SECOND" => day.AddSeconds((((time.Hour * 60) + time.Minute) * 60) + time.Second),
            _ => throw UnknownPart(values[0].AsString()),
        });
    }

    private static CellValue Part(CellValue[] values)
    {
        var time = values[1].AsTimestamp();
        return CellValue.Of((long)(values[0].AsString().ToUpperInvariant() switch
        {
            "YEAR" => time.Year,
            "QUARTER" => ((time.Month - 1) / 3) + 1,
            "MONTH" => time.Month,
            "WEEK" => System.Globalization.ISOWeek.GetWeekOfYear(time.DateTime),
            "DAY" => time.Day,
            "HOUR" => time.Hour,
            "MINUTE" => time.Minute,
            "SECOND" => time.Second,
            _ => throw UnknownPart(values[0].AsString()),
        }));
    }

    private static ValueException UnknownPart(string part)
    {
        var nearest = NearestName.Find(part, Parts);
        return new ValueException(
            $"'{part}' is not a part of a timestamp.",
            nearest.Count > 0 ? $"Did you mean '{nearest[0]}'?" : $"The parts are {((IReadOnlyList<string>)Parts).JoinedByOr()}.");
    }
}
