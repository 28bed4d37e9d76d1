using System.Numerics;

namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// Foretells how a plane is best written, at a fraction of the cost of trying. Two bytes at random places are equal with the <i>collision</i> probability: 1/256
/// in noise, more where some bytes are frequent. Neighbours are as often equal unless there are runs, of zeros most of all.
/// </summary>
internal static class PlaneProbe
{
    private const int Samples = 16;
    private const int SampleBytes = 32;

    /// <summary>The collision probability of a plane that entropy coding makes shorter by a fourth or more.</summary>
    private const double Skewed = 1.0 / 64;

    /// <summary>Runs are worth the search where they are that share of the bytes.</summary>
    private const double RunShare = 1.0 / 8;

    /// <summary>Where so many bytes are repeated, samples may have met nothing else.</summary>
    private const double MostlyRuns = 0.75;

    /// <param name="plane">The plane.</param>
    /// <param name="isNumeric">Whether it is one of several planes: then it has no texts, whose repetitions show in neither number.</param>
    public static PlaneCoding Choose(ReadOnlySpan<byte> plane, bool isNumeric)
    {
        double collisions = Collisions(plane), repeats = Repeats(plane);
        bool isSkewed = collisions >= Skewed;
        bool hasRuns = repeats > MostlyRuns || 1 - repeats < (1 - RunShare) * (1 - collisions);
        if (!isNumeric) return isSkewed || hasRuns ? PlaneCoding.Text : PlaneCoding.Raw;
        if (hasRuns) return PlaneCoding.Runs;
        return isSkewed ? PlaneCoding.Entropy : PlaneCoding.Raw;
    }

    /// <summary>How probable it is that two bytes are equal, from samples.</summary>
    private static double Collisions(ReadOnlySpan<byte> plane)
    {
        Span<int> counts = stackalloc int[byte.MaxValue + 1];
        counts.Clear();
        int stride = Math.Max(plane.Length / Samples, SampleBytes);
        int total = 0, equalPairs = 0;
        for (int start = 0; start < plane.Length; start += stride)
        {
            var sample = plane.Slice(start, Math.Min(SampleBytes, plane.Length - start));
            foreach (byte value in sample) equalPairs += counts[value]++;
            total += sample.Length;
        }

        return equalPairs / (total * (total - 1.0) / 2);
    }

    /// <summary>The share of bytes that equal the one before them.</summary>
    private static double Repeats(ReadOnlySpan<byte> plane)
    {
        var earlier = plane[..^1];
        var later = plane[1..];
        int equal = 0, at = 0;
        if (Vector.IsHardwareAccelerated)
        {
            // Eight bits count 255 vectors at most.
            while (at + Vector<byte>.Count <= later.Length)
            {
                var counts = Vector<byte>.Zero;
                for (int i = 0; i < byte.MaxValue && at + Vector<byte>.Count <= later.Length; i++, at += Vector<byte>.Count)
                    counts -= Vector.Equals(new Vector<byte>(earlier[at..]), new Vector<byte>(later[at..]));
                Vector.Widen(counts, out var low, out var high);
                equal += Vector.Sum(low + high);
            }
        }

        for (; at < later.Length; at++)
            if (earlier[at] == later[at])
                equal++;
        return (double)equal / later.Length;
    }
}
