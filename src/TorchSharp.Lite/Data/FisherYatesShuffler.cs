using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>
/// The numbers from 0 in a random order: the shuffle of Fisher and Yates in Durstenfeld's form (Algorithm 235, CACM 7(7), 1964), done as
/// it is enumerated. With a seed every enumeration gives the same order; without one each gives an order of its own.
/// </summary>
/// <param name="size">How many numbers.</param>
/// <param name="seed">Seed of <see cref="Random"/>; torch's generators play no part.</param>
public sealed class FisherYatesShuffler(long size, int? seed = null) : IEnumerable<long>
{
    /// <summary>Starts a new shuffle.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "The order of training samples is no secret.")]
    public IEnumerator<long> GetEnumerator()
    {
        var random = seed is { } value ? new Random(value) : new Random();
        var moved = new Dictionary<long, long>();
        for (long i = 0; i < size; i++)
        {
            var pick = random.NextInt64(i, size);
            var drawn = moved.GetValueOrDefault(pick, pick);
            moved[pick] = moved.GetValueOrDefault(i, i);
            moved.Remove(i);
            yield return drawn;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
