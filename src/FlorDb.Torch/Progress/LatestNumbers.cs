using FlorDb.Storage;

namespace FlorDb.Torch.Progress;

/// <summary>The last value of each of the first few names under which numbers are logged. Noting one costs the logging thread some nanoseconds; safe on several threads.</summary>
internal sealed class LatestNumbers
{
    private const int Most = 8;

    private readonly Lock _gate = new();
    private readonly Slot?[] _slots = new Slot?[Most];

    public void Note(string name, in CellValue value)
    {
        double number;
        if (value.Kind == CellKind.Float64) number = value.AsFloat64();
        else if (value.Kind == CellKind.Int64) number = value.AsInt64();
        else return;
        if (Find(name) is { } slot) Volatile.Write(ref slot.Number, number);
    }

    /// <summary>The names with their last numbers, in the order in which they first came.</summary>
    public List<(string Name, double Number)> Read() =>
        [.. _slots.TakeWhile(slot => slot is not null).Select(slot => (slot!.Name, Volatile.Read(ref slot.Number)))];

    private Slot? Find(string name)
    {
        foreach (var slot in _slots)
        {
            if (slot is null) return Add(name);
            if (slot.Name == name) return slot;
        }

        return null;
    }

    private Slot? Add(string name)
    {
        lock (_gate)
        {
            int at = Array.FindIndex(_slots, slot => slot is null || slot.Name == name);
            return at < 0 ? null : _slots[at] ??= new Slot(name);
        }
    }

    private sealed class Slot(string name)
    {
        public string Name => name;

        public double Number;
    }
}
