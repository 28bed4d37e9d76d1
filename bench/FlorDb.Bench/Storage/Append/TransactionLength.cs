using System.Diagnostics;

namespace FlorDb.Bench.Storage.Append;

/// <summary>When a transaction has become long enough: after so many rows, or after so much time.</summary>
internal sealed class TransactionLength(long rows, TimeSpan time)
{
    /// <summary>The clock is read at every so many rows, so that it costs nothing.</summary>
    private const int ClockStride = 64;

    private long _rows;
    private long _start = Stopwatch.GetTimestamp();

    /// <summary>Counts a row; true when it is the last of a transaction.</summary>
    public bool IsDone()
    {
        _rows++;
        if (_rows < rows && (_rows % ClockStride != 0 || Stopwatch.GetElapsedTime(_start) < time)) return false;
        _rows = 0;
        _start = Stopwatch.GetTimestamp();
        return true;
    }
}
