namespace FlorDb.Torch.State;

/// <summary>Gives out the pieces of a captured state.</summary>
internal interface IStateSource
{
    /// <summary>The names of all pieces.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Finds a piece; null if the state does not have it.</summary>
    StateEntry? Find(string name);

    /// <summary>Reads a piece into exactly as many bytes as it has.</summary>
    void Read(StateEntry entry, Span<byte> destination);
}

/// <summary>One named piece of a captured state.</summary>
internal sealed record StateEntry(string Name, string Description, long Length);
