using System.Diagnostics;

namespace FlorDb.Bench.Running;

/// <summary>
/// Contenders take turns, once a round and every other round in reverse, so that what else the machine does, and what a disk still has to do, meets all of
/// them alike; the median of the rounds counts.
/// </summary>
internal static class Rounds
{
    /// <summary>The samples of each contender, in the order of the contenders.</summary>
    public static IReadOnlyList<T>[] Alternate<T>(int rounds, params IReadOnlyList<Func<T>> contenders)
    {
        var samples = contenders.Select(_ => new List<T>()).ToArray();
        for (int round = 0; round < rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                int i = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                GC.Collect();
                GC.WaitForPendingFinalizers();
                samples[i].Add(contenders[i]());
            }
        }

        return samples;
    }

    /// <summary>The median of each contender's samples.</summary>
    public static double[] Medians(int rounds, params IReadOnlyList<Func<double>> contenders) => [.. Alternate(rounds, contenders).Select(Median)];

    public static double Median(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public static double Median<T>(IEnumerable<T> samples, Func<T, double> value) => Median(samples.Select(value));

    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
