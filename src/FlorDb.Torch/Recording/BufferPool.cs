using System.Collections.Concurrent;

namespace FlorDb.Torch.Recording;

/// <summary>
/// Buffers of exact sizes. A training's state has the same sizes at every capture, so after the first few captures nothing is allocated, and no
/// buffer is larger than what it holds. Safe to use from several threads.
/// </summary>
internal sealed class BufferPool
{
    private readonly ConcurrentDictionary<int, ConcurrentBag<byte[]>> _free = new();

    public byte[] Rent(int length) =>
        _free.TryGetValue(length, out var buffers) && buffers.TryTake(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(length);

    public void Return(byte[] buffer) => _free.GetOrAdd(buffer.Length, _ => []).Add(buffer);
}
