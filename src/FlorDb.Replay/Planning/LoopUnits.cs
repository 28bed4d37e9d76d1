using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>Iterations that have to be executed in one go, because only their first one can be started at.</summary>
/// <param name="First">The first iteration, where the worker starts.</param>
/// <param name="Last">The last wanted iteration.</param>
/// <param name="Seconds">The expected time, restoring included.</param>
internal sealed record LoopUnit(long First, long Last, double Seconds);

/// <summary>Cuts the wanted iterations of an outermost loop into pieces for workers.</summary>
internal static class LoopUnits
{
    /// <summary>The smallest pieces: each wanted iteration with those before it, back to the nearest place to start at.</summary>
    /// <param name="wanted">The wanted iterations.</param>
    /// <param name="canStart">Whether the state before an iteration is known; it always is before the first.</param>
    /// <param name="seconds">The expected time of one iteration.</param>
    /// <param name="restore">The expected time to restore the state before an iteration.</param>
    public static ImmutableArray<LoopUnit> Of(IEnumerable<long> wanted, Func<long, bool> canStart, Func<long, double> seconds, Func<long, double> restore)
    {
        var units = new List<LoopUnit>();
        foreach (var iteration in wanted)
        {
            var start = iteration;
            while (start > 0 && !canStart(start)) start--;
            var from = start;
            var cost = restore(start);
            if (units.Count > 0 && units[^1].Last >= start)
            {
                (start, from, cost) = (units[^1].First, units[^1].Last + 1, units[^1].Seconds);
                units.RemoveAt(units.Count - 1);
            }

            for (; from <= iteration; from++) cost += seconds(from);
            units.Add(new LoopUnit(start, iteration, cost));
        }

        return [.. units];
    }

    /// <summary>Splits units, in order, into at most <paramref name="parts"/> pieces of about equal time.</summary>
    public static ImmutableArray<ImmutableArray<LoopUnit>> Split(ImmutableArray<LoopUnit> units, int parts)
    {
        var pieces = ImmutableArray.CreateBuilder<ImmutableArray<LoopUnit>>();
        var total = units.Sum(unit => unit.Seconds);
        var piece = new List<LoopUnit>();
        var done = 0.0;
        foreach (var unit in units)
        {
            var boundary = total * (pieces.Count + 1) / parts;
            if (piece.Count > 0 && pieces.Count + 1 < parts && done + (unit.Seconds / 2) > boundary)
            {
                pieces.Add([.. piece]);
                piece.Clear();
            }

            piece.Add(unit);
            done += unit.Seconds;
        }

        if (piece.Count > 0) pieces.Add([.. piece]);
        return pieces.ToImmutable();
    }

    /// <summary>The ranges that a worker executes: units that touch become one, so that nothing is restored between them.</summary>
    public static ImmutableArray<IterationRange> Ranges(IEnumerable<LoopUnit> units)
    {
        var ranges = new List<IterationRange>();
        foreach (var unit in units)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 >= unit.First) ranges[^1] = ranges[^1] with { Last = unit.Last };
            else ranges.Add(new IterationRange(unit.First, unit.Last));
        }

        return [.. ranges];
    }
}
