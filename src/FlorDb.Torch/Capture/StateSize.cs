using FlorDb.Storage;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Capture;

/// <summary>Adds up what the copies of a state take.</summary>
internal sealed class StateSize : IStateSink
{
    public long Bytes { get; private set; }

    public void Add(string name, string description, ReadOnlySpan<byte> bytes) => AddMemory(name, description, bytes);

    public void AddMemory(string name, string description, ReadOnlySpan<byte> memory)
    {
        if (memory.Length > CheckpointWriter.PageBytes) Bytes += (long)CapturedPage.Count(memory.Length) * CheckpointWriter.PageBytes;
    }
}
