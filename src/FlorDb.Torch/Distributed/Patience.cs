using System.Diagnostics;

namespace FlorDb.Torch.Distributed;

/// <summary>Waits for what another process does, up to a limit. Each time in vain halves the limit; the next success brings it back. Used by one thread at a time.</summary>
internal sealed class Patience
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _limit;
    private readonly TimeSpan _longestPause;
    private TimeSpan _left;

    public Patience(TimeSpan limit, TimeSpan longestPause) => (_limit, _longestPause, _left) = (limit, longestPause, limit);

    /// <summary>Waits until something is so; false if it did not become so in time, or can't any more.</summary>
    public bool Wait(Func<bool> isSo, Func<bool> isHopeless)
    {
        long start = Stopwatch.GetTimestamp();
        for (var pause = FirstPause; !isSo(); pause = pause * 2 < _longestPause ? pause * 2 : _longestPause)
        {
            if (Stopwatch.GetElapsedTime(start) < _left && !isHopeless())
            {
                Thread.Sleep(pause);
                continue;
            }

            _left /= 2;
            return false;
        }

        _left = _limit;
        return true;
    }
}
