using FlorDb.Torch.State;

namespace FlorDb.Torch.Replaying;

/// <summary>Compares the live state with a recorded one, bit for bit.</summary>
internal sealed class StateComparison : IStateSink
{
    private readonly IStateSource _recorded;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private byte[] _buffer = [];
    private string? _difference;

    private StateComparison(IStateSource recorded) => _recorded = recorded;

    /// <summary>The name of the first piece of state that differs; null if all are the same.</summary>
    public static string? FindDifference(StateRegistry state, IStateSource recorded)
    {
        var comparison = new StateComparison(recorded);
        state.Capture(comparison);
        return comparison._difference ?? recorded.Names.FirstOrDefault(name => !comparison._seen.Contains(name));
    }

    public void Add(string name, string description, ReadOnlySpan<byte> bytes)
    {
        _seen.Add(name);
        if (_difference is null && !IsSame(name, description, bytes)) _difference = name;
    }

    public void AddMemory(string name, string description, ReadOnlySpan<byte> memory) => Add(name, description, memory);

    private bool IsSame(string name, string description, ReadOnlySpan<byte> bytes)
    {
        if (_recorded.Find(name) is not { } entry || entry.Description != description || entry.Length != bytes.Length) return false;
        if (_buffer.Length < bytes.Length) _buffer = GC.AllocateUninitializedArray<byte>(bytes.Length);
        var recorded = _buffer.AsSpan(0, bytes.Length);
        _recorded.Read(entry, recorded);
        return recorded.SequenceEqual(bytes);
    }
}
