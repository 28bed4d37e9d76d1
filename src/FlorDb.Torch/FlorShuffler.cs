using System.Collections;

namespace FlorDb.Torch;

/// <summary>
/// The order in which a data loader visits its samples: a new permutation of 0 .. <see cref="Count"/>-1 each time it is enumerated, decided by the seed
/// and by how often it was enumerated before. Pass it as a loader's <c>shuffler</c>. Unlike the loader's own shuffling it can be checkpointed and
/// goes on exactly where it was.
/// </summary>
/// <remarks>
/// Fisher-Yates shuffle (Durstenfeld, CACM 7(7), 1964) over SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), with the unbiased range reduction of Lemire
/// (TOMACS 29(1), 2019). The order is part of the contract: it does not change between versions of FlorDB or .NET. Not safe to use from several threads.
/// </remarks>
public sealed class FlorShuffler : IEnumerable<long>
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Makes a shuffler.</summary>
    /// <param name="count">The number of samples.</param>
    /// <param name="seed">Shufflers with the same seed give the same orders.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than an array.</exception>
    public FlorShuffler(long count, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength);
        Count = count;
        Seed = seed;
    }

    /// <summary>The number of samples.</summary>
    public long Count { get; }

    /// <summary>The seed.</summary>
    public long Seed { get; private set; }

    /// <summary>How often it was enumerated.</summary>
    public long Enumerations { get; private set; }

    /// <summary>Starts the next permutation.</summary>
    public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Permute(Enumerations++)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void GoOnFrom(long seed, long enumerations) => (Seed, Enumerations) = (seed, enumerations);

    private long[] Permute(long enumeration)
    {
        long[] order = new long[Count];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        ulong state = Mix(unchecked((ulong)Seed)) ^ Mix(unchecked(~(ulong)enumeration));
        for (int last = order.Length - 1; last > 0; last--)
        {
            int other = (int)Below((ulong)last + 1, ref state);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    private static ulong Below(ulong bound, ref ulong state)
    {
        while (true)
        {
            ulong high = Math.BigMul(Next(ref state), bound, out ulong low);
            if (low >= bound || low >= unchecked(0 - bound) % bound) return high;
        }
    }

    private static ulong Next(ref ulong state)
    {
        state = unchecked(state + Golden);
        return Mix(state);
    }

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
