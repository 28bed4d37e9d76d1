using System.Diagnostics;

namespace FlorDb.Bench.Storage.Append;

/// <summary>How long single calls take, in nanoseconds; reading the clock (about 25 ns) is included.</summary>
internal sealed class CallLatency(int calls)
{
    private readonly long[] _stamps = new long[calls];
    private int _count;

    public void Add(long start) => _stamps[_count++] = Stopwatch.GetTimestamp() - start;

    public double Percentile(double share)
    {
        Array.Sort(_stamps, 0, _count);
        return _stamps[(int)(share * (_count - 1))] * (1e9 / Stopwatch.Frequency);
    }
}
