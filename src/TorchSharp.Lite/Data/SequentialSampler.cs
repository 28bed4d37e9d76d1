using System.Collections;

namespace TorchSharp.Modules;

/// <summary>The numbers from 0, in order.</summary>
internal sealed class SequentialSampler(long size) : IEnumerable<long>
{
    public IEnumerator<long> GetEnumerator()
    {
        for (long i = 0; i < size; i++) yield return i;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
