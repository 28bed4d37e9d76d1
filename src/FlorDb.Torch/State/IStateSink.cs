namespace FlorDb.Torch.State;

/// <summary>Takes in the pieces of a captured state.</summary>
internal interface IStateSink
{
    /// <summary>Adds a piece; the bytes are copied.</summary>
    void Add(string name, string description, ReadOnlySpan<byte> bytes);
}
