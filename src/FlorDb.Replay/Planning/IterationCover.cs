using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>
/// The cheapest ways to execute the wanted iterations of an outermost loop. A worker comes to the next wanted iteration by executing those between, or by bringing back a
/// state that is nearer. Whichever is cheaper does not depend on how it came so far, so that choosing it each time is optimal.
/// </summary>
internal sealed class IterationCover
{
    /// <summary>Each halves what the longest part may be wrong by: a billionth of the whole is left.</summary>
    private const int SearchRounds = 30;

    private readonly ImmutableArray<long> _wanted;

    /// <summary>The cheapest way to each wanted iteration for a worker that begins with it.</summary>
    private readonly Way[] _first;

    /// <summary>The cheapest way for one that has executed the wanted iteration before.</summary>
    private readonly Way[] _next;

    /// <param name="wanted">The wanted iterations, ascending.</param>
    /// <param name="costs">What they take.</param>
    public IterationCover(IEnumerable<long> wanted, IterationCosts costs)
    {
        _wanted = [.. wanted];
        _first = [.. _wanted.Select(iteration => Cheapest(iteration, before: -1, costs))];
        _next = [.. _wanted.Select((iteration, i) => i == 0 ? _first[0] : Cheapest(iteration, _wanted[i - 1], costs))];
    }

    /// <summary>The time that one worker takes for all.</summary>
    public double Seconds => SecondsOf(0, _wanted.Length);

    /// <summary>Deals the iterations, in order, to so many workers at most that the one that takes longest takes as little as can be.</summary>
    public ImmutableArray<CoverPart> Split(int workers)
    {
        var (low, high) = (0.0, Seconds);
        for (var round = 0; round < SearchRounds; round++)
        {
            var middle = (low + high) / 2;
            if (Deal(middle, workers) is null) low = middle;
            else high = middle;
        }

        return Deal(high, workers) ?? [PartOf(0, _wanted.Length)];
    }

    /// <summary>Parts that take no longer than a limit, each with as much as it can hold; null if that can't be, or there would be more of them than there may be.</summary>
    private ImmutableArray<CoverPart>? Deal(double limit, int most)
    {
        var parts = ImmutableArray.CreateBuilder<CoverPart>();
        for (var from = 0; from < _wanted.Length;)
        {
            if (parts.Count == most || EndOfPart(from, limit) is not { } to) return null;
            parts.Add(PartOf(from, to));
            from = to;
        }

        return parts.ToImmutable();
    }

    /// <summary>Where the longest part ends that begins with a wanted iteration and keeps to a limit; null if there is none.</summary>
    private int? EndOfPart(int from, double limit)
    {
        int? end = null;
        var seconds = 0.0;
        for (var i = from; ; i++)
        {
            // A worker that had to execute wanted iterations of the one before it might as well be dealt them.
            if (i > from && (i == _wanted.Length || _first[i].Start > _wanted[i - 1])) end = i;
            if (i == _wanted.Length) return end;
            seconds += WayTo(i, from).Seconds;
            if (seconds > limit) return end;
        }
    }

    private CoverPart PartOf(int from, int to)
    {
        var ranges = new List<IterationRange>();
        for (var i = from; i < to; i++)
        {
            var start = WayTo(i, from).Start;
            if (ranges.Count > 0 && ranges[^1].Last + 1 == start) ranges[^1] = ranges[^1] with { Last = _wanted[i] };
            else ranges.Add(new IterationRange(start, _wanted[i]));
        }

        return new CoverPart([.. ranges], SecondsOf(from, to));
    }

    private double SecondsOf(int from, int to) => Enumerable.Range(from, to - from).Sum(i => WayTo(i, from).Seconds);

    private Way WayTo(int i, int from) => i == from ? _first[i] : _next[i];

    private static Way Cheapest(long iteration, long before, IterationCosts costs)
    {
        var best = new Way(iteration, double.PositiveInfinity);
        var executing = 0.0;
        for (var start = iteration; start > before && executing < best.Seconds; start--)
        {
            executing += costs.Seconds(start);
            var seconds = start == before + 1 ? executing : costs.CanStart(start) ? executing + costs.Restore(start) : double.PositiveInfinity;
            if (seconds < best.Seconds) best = new Way(start, seconds);
        }

        return best;
    }

    /// <summary>From where an iteration is come to, and what that and the iteration itself take.</summary>
    private readonly record struct Way(long Start, double Seconds);
}

/// <summary>What one worker executes.</summary>
/// <param name="Ranges">The iterations, ascending and apart.</param>
/// <param name="Seconds">What that is expected to take, bringing back states included.</param>
internal sealed record CoverPart(ImmutableArray<IterationRange> Ranges, double Seconds);
