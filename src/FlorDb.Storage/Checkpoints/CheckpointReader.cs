using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>Reads one checkpoint.</summary>
public sealed class CheckpointReader
{
    internal CheckpointReader()
    {
    }

    /// <summary>The pieces of state, in the order in which they were added.</summary>
    public ImmutableArray<CheckpointEntryInfo> Entries => throw new NotImplementedException();

    /// <summary>Reads one piece and checks every page of it against its hash.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Exactly <see cref="CheckpointEntryInfo.Length"/> bytes.</param>
    /// <exception cref="StoreException">A page is missing or damaged: the message names the file and the offset.</exception>
    public void Read(CheckpointEntryInfo entry, Span<byte> destination) => throw new NotImplementedException();
}
