using System.Globalization;
using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Housekeeping;

/// <summary>A length of time as a user types it: <c>90d</c>, <c>12h</c>, <c>6w</c>.</summary>
internal static class Age
{
    private const int Largest = 1_000_000;

    private static readonly Dictionary<char, TimeSpan> Units = new()
    {
        ['m'] = TimeSpan.FromMinutes(1),
        ['h'] = TimeSpan.FromHours(1),
        ['d'] = TimeSpan.FromDays(1),
        ['w'] = TimeSpan.FromDays(7),
    };

    /// <summary>Reads one.</summary>
    /// <param name="text">What was typed; null if nothing was.</param>
    /// <param name="option">The option that it was typed for.</param>
    /// <exception cref="CommandException">The text is no length of time.</exception>
    public static TimeSpan? Parse(string? text, string option)
    {
        if (text is null) return null;
        if (text.Length > 1 && Units.TryGetValue(text[^1], out var unit)
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Largest)
            return number * unit;
        throw new CommandException($"{option} {text}: this is no length of time. It takes a number of minutes (m), hours (h), days (d) or weeks (w), such as 90d.");
    }
}
