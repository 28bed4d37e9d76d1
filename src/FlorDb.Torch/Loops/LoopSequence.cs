using System.Collections;
using FlorDb.Torch.Sessions;

namespace FlorDb.Torch.Loops;

/// <summary>What <see cref="Flor.Loop{T}"/> gives: the caller's sequence, with every iteration told to the session. Each enumeration is a loop of its own.</summary>
internal sealed class LoopSequence<T>(Session session, string name, IEnumerable<T> sequence) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() => new LoopEnumerator<T>(session, name, sequence);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
