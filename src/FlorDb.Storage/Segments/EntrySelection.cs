using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Which entries of a column's values go into which of some rows: a piece of them as it is, or one by one with nulls between.</summary>
internal sealed class EntrySelection
{
    /// <summary>Stands for a row without a value.</summary>
    public const int None = -1;

    private readonly int _start;
    private readonly int[]? _entries;

    private EntrySelection(int start, int[]? entries, int length, int present)
    {
        _start = start;
        _entries = entries;
        Length = length;
        Present = present;
    }

    /// <summary>The number of rows.</summary>
    public int Length { get; }

    /// <summary>The number of rows that have a value.</summary>
    public int Present { get; }

    /// <summary>Whether every row has a value, and they stand one after the other from <see cref="Start"/> on.</summary>
    public bool IsPiece => _entries is null;

    public int Start => _start;

    /// <summary>The entry of a row, or <see cref="None"/>.</summary>
    public int this[int row] => _entries is null ? _start + row : _entries[row];

    /// <summary>Rows of which none has a value.</summary>
    public static EntrySelection Nothing(int length)
    {
        var entries = new int[length];
        Array.Fill(entries, None);
        return new EntrySelection(0, entries, length, 0);
    }

    /// <summary>The entries whose keys are those of the rows.</summary>
    /// <param name="keys">The key of each entry.</param>
    /// <param name="wanted">The key of each row.</param>
    public static EntrySelection Of(IntSequence keys, IntSequence wanted)
    {
        if (keys.IsRun && wanted.IsRun && keys.Start <= wanted.Start && keys.Start + keys.Count >= wanted.Start + wanted.Count)
            return new EntrySelection(wanted.Start - keys.Start, null, wanted.Count, wanted.Count);
        var entryOf = Invert(keys);
        var entries = new int[wanted.Count];
        int present = 0;
        for (int row = 0; row < entries.Length; row++)
        {
            int key = wanted[row];
            entries[row] = key < entryOf.Length ? entryOf[key] : None;
            if (entries[row] != None) present++;
        }

        return new EntrySelection(0, entries, entries.Length, present);
    }

    /// <summary>A bit for each row that has a value; empty if all have one.</summary>
    public ReadOnlyMemory<byte> Validity()
    {
        if (Present == Length) return default;
        var bits = new byte[Bitmap.ByteLength(Length)];
        for (int row = 0; row < Length; row++)
            if (this[row] != None) Bitmap.Set(bits, row);
        return bits;
    }

    /// <summary>The numbers of the entries; zero for rows that have none.</summary>
    public ReadOnlyMemory<byte> Gather<T>(ColumnBuffer<T> values)
        where T : unmanaged
    {
        if (_entries is null) return values.Slice(_start, Length);
        var gathered = ColumnBuffer<T>.OfLength(Length);
        var from = values.Items;
        foreach (int entry in _entries) gathered.Add(entry == None ? default : from[entry]);
        return gathered.Slice(0, Length);
    }

    private static int[] Invert(IntSequence keys)
    {
        int largest = -1;
        for (int i = 0; i < keys.Count; i++) largest = Math.Max(largest, keys[i]);
        var entryOf = new int[largest + 1];
        Array.Fill(entryOf, None);
        for (int i = 0; i < keys.Count; i++) entryOf[keys[i]] = i;
        return entryOf;
    }
}
