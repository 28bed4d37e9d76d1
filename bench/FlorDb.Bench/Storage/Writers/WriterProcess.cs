using System.Globalization;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>What a child of a <see cref="WriterTeam"/> does, whatever it writes to. Arguments: target, its number, writers, steps of each.</summary>
internal static class WriterProcess
{
    /// <param name="arguments">The child's arguments.</param>
    /// <param name="open">Opens the target for a writer of that number.</param>
    /// <param name="write">Writes all steps; returns how it fared.</param>
    public static void Run<T>(string[] arguments, Func<string, T> open, Func<T, int, int, WriterReport> write)
        where T : IDisposable
    {
        int[] numbers = [.. arguments[1..].Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var (process, writers, steps) = (numbers[0], numbers[1], numbers[2]);
        T[] targets = [.. Enumerable.Range(0, writers).Select(_ => open(arguments[0]))];
        Console.WriteLine(WriterTeam.Ready);
        Console.ReadLine();
        var reports = new WriterReport[writers];
        var threads = Enumerable.Range(0, writers).Select(writer => new Thread(() =>
        {
            using var target = targets[writer];
            reports[writer] = write(target, process * writers + writer, steps);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Console.WriteLine(new WriterReport(
            reports.Sum(report => report.LockErrors), reports.Max(report => report.LongestCall), reports.Max(report => report.LastStamp)));
    }
}
