using System.Globalization;
using System.Text;

namespace FlorDb.Torch.Progress;

/// <summary>Writes progress as one line: <c>epoch 3/10 · step 412/937 · 85.2 step/s · 2 min 10 s left · loss 0.2431</c>.</summary>
internal static class ProgressLine
{
    private const string Between = " · ";

    /// <summary>The line; empty outside of loops.</summary>
    /// <param name="loops">The running loops, outermost first.</param>
    /// <param name="numbers">The numbers that were logged last; those that find no room are left out.</param>
    /// <param name="width">The largest number of characters.</param>
    public static string Write(IReadOnlyList<LoopProgress> loops, IReadOnlyList<(string Name, double Number)> numbers, int width)
    {
        if (loops.Count == 0 || width <= 0) return "";
        var line = new StringBuilder(string.Join(Between, loops.Select(Place)));
        if (loops[^1] is { Rate: { } rate } innermost) AddIfRoom(line, Pace(rate, innermost.Name), width);
        if (loops.Select(loop => loop.Left).FirstOrDefault(left => left is not null) is { } left) AddIfRoom(line, $"{Duration(left)} left", width);
        foreach (var (name, number) in numbers) AddIfRoom(line, $"{name} {Number(number)}", width);
        if (line.Length > width) line.Length = width;
        return line.ToString();
    }

    /// <summary>A time in at most two units, cut off rather than rounded.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{time.Days} d {time.Hours} h",
    };

    private static string Place(LoopProgress loop) => loop.Length is { } length && length >= loop.Iteration ? $"{loop.Name} {loop.Iteration}/{length}" : $"{loop.Name} {loop.Iteration}";

    private static string Pace(double rate, string name) => rate >= 1 ? $"{Number(rate)} {name}/s" : $"{Number(1 / rate)} s/{name}";

    private static string Number(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    private static void AddIfRoom(StringBuilder line, string piece, int width)
    {
        if (line.Length + Between.Length + piece.Length <= width) line.Append(Between).Append(piece);
    }
}
