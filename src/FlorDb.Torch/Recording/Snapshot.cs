using System.Runtime.InteropServices;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Recording;

/// <summary>A copy of all registered state at one moment. Its buffers go back to their pool when it is disposed.</summary>
internal sealed class Snapshot : IStateSink, IStateSource, IDisposable
{
    private readonly BufferPool _buffers;
    private readonly List<SnapshotEntry> _entries = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);

    public Snapshot(BufferPool buffers) => _buffers = buffers;

    /// <summary>The pieces of state, in the order in which they were added.</summary>
    public IReadOnlyList<SnapshotEntry> Entries => _entries;

    public IEnumerable<string> Names => _byName.Keys;

    public void Add(string name, string description, ReadOnlySpan<byte> bytes)
    {
        byte[] copy = _buffers.Rent(bytes.Length);
        bytes.CopyTo(copy);
        _byName.Add(name, _entries.Count);
        _entries.Add(new SnapshotEntry(name, description, copy));
    }

    public StateEntry? Find(string name) =>
        _byName.TryGetValue(name, out int at) ? new StateEntry(name, _entries[at].Description, _entries[at].Bytes.Length) : null;

    public void Read(StateEntry entry, Span<byte> destination) =>
        CollectionsMarshal.AsSpan(_entries)[_byName[entry.Name]].Bytes.CopyTo(destination);

    public void Dispose()
    {
        foreach (var entry in _entries) _buffers.Return(entry.Bytes);
        _entries.Clear();
        _byName.Clear();
    }
}

/// <summary>One piece of state.</summary>
internal readonly record struct SnapshotEntry(string Name, string Description, byte[] Bytes);
