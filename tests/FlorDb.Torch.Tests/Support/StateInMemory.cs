using FlorDb.Torch.State;

namespace FlorDb.Torch.Tests.Support;

/// <summary>A captured state, to be restored in the same test.</summary>
internal sealed class StateInMemory : IStateSink, IStateSource
{
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);
    private readonly List<StateEntry> _entries = [];

    public IEnumerable<string> Names => _entries.Select(entry => entry.Name);

    public void Add(string name, string description, ReadOnlySpan<byte> bytes)
    {
        _bytes.Add(name, bytes.ToArray());
        _entries.Add(new StateEntry(name, description, bytes.Length));
    }

    public void AddMemory(string name, string description, ReadOnlySpan<byte> memory) => Add(name, description, memory);

    public StateEntry? Find(string name) => _entries.Find(entry => entry.Name == name);

    public void Read(StateEntry entry, Span<byte> destination) => _bytes[entry.Name].CopyTo(destination);

    public byte[] this[string name] => _bytes[name];
}
