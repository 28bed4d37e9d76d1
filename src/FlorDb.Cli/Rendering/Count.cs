using System.Globalization;

namespace FlorDb.Cli.Rendering;

/// <summary>Numbers with their nouns, for people: <c>1 row</c>, <c>1,797 rows</c>.</summary>
internal static class Count
{
    /// <summary>A number of things.</summary>
    public static string Of(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>A length of time: <c>0.8 s</c>, <c>12 s</c>, <c>1 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalSeconds: < 0.0995 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):0} ms"),
        { TotalSeconds: < 9.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min"),
    };

    /// <summary>A number of bytes: <c>512 B</c>, <c>1.4 MB</c> (powers of 1,000).</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
    };
}
