using System.Diagnostics;
using System.Globalization;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Storage.Writers;

/// <summary>Children that write at the same time, each through several connections, one thread to each.</summary>
internal sealed class WriterTeam : IDisposable
{
    public const string Ready = "ready";
    public const string Go = "go";

    private readonly List<ChildProcess> _children;

    public WriterTeam(string program, string target, int processes, int writersEach, int steps) => _children =
    [
        .. Enumerable.Range(0, processes).Select(number => ChildProcess.Start(
            program, [target, Text(number), Text(writersEach), Text(steps)])),
    ];

    /// <summary>Lets all begin, and reads what they write until they are done; returns what each said at its end, and the seconds until all was recorded, and until all had ended.</summary>
    public (IReadOnlyList<WriterReport> Reports, double Recorded, double Ended) Run(Action read)
    {
        foreach (var child in _children) child.Expect(Ready);
        long start = Stopwatch.GetTimestamp();
        foreach (var child in _children) child.WriteLine(Go);
        var end = Task.Run(() =>
        {
            var reports = _children.ConvertAll(child => WriterReport.Parse(child.ReadLine()));
            double ended = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return (reports, Stopwatch.GetElapsedTime(start, reports.Max(report => report.LastStamp)).TotalSeconds, ended);
        });
        while (!end.IsCompleted) read();
        return end.GetAwaiter().GetResult();
    }

    public void Dispose() => _children.ForEach(child => child.Dispose());

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
