using FlorDb.Storage;
using FlorDb.Torch.State;

namespace FlorDb.Torch.Replaying;

/// <summary>The state that a recorded checkpoint holds.</summary>
internal sealed class RecordedState : IStateSource
{
    private readonly CheckpointReader _reader;
    private readonly Dictionary<string, CheckpointEntryInfo> _entries;

    public RecordedState(CheckpointReader reader)
    {
        _reader = reader;
        _entries = reader.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    /// <summary>The size of all pieces.</summary>
    public long Bytes => _entries.Values.Sum(entry => entry.Length);

    public IEnumerable<string> Names => _entries.Keys;

    public StateEntry? Find(string name) =>
        _entries.TryGetValue(name, out var entry) ? new StateEntry(name, entry.Description, entry.Length) : null;

    public void Read(StateEntry entry, Span<byte> destination) => _reader.Read(_entries[entry.Name], destination);
}
