namespace FlorDb.Torch.State;

/// <summary>Takes in the pieces of a captured state.</summary>
internal interface IStateSink
{
    /// <summary>Whether it looks at the bytes: to one that does not, tensors that would have to be copied for them are given without.</summary>
    bool WantsContent => true;

    /// <summary>Adds a piece; the bytes may change when the call returns.</summary>
    void Add(string name, string description, ReadOnlySpan<byte> bytes);

    /// <summary>Adds a piece that is native memory of the training's own: it stays where it is and as it is until the whole state is captured.</summary>
    void AddMemory(string name, string description, ReadOnlySpan<byte> memory);
}
