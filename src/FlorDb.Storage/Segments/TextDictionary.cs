using FlorDb.Storage.Arrow;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Segments;

/// <summary>Distinct texts with a number each, in the order of their first use: an open-addressing hash table over their UTF-8 bytes.</summary>
internal sealed class TextDictionary
{
    private const int Free = 0;
    private readonly ColumnBuffer<int> _offsets;
    private readonly ColumnBuffer<byte> _bytes;
    private readonly ColumnBuffer<uint> _hashes;
    private int[] _slots = new int[16];

    /// <param name="progress">How far the log is read that the texts come from.</param>
    public TextDictionary(LogProgress? progress)
    {
        (_offsets, _bytes, _hashes) = (new(progress), new(progress), new(progress));
        _offsets.Add(0);
    }

    public int Count => _hashes.Count;

    public ReadOnlySpan<byte> this[int code] => _bytes.Items[_offsets[code].._offsets[code + 1]];

    /// <summary>The number of a text, which gets one if it has none.</summary>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        uint hash = Crc32C.Compute(text);
        int mask = _slots.Length - 1;
        for (int slot = (int)(hash & (uint)mask); ; slot = (slot + 1) & mask)
        {
            if (_slots[slot] == Free) return Add(text, hash, slot);
            int code = _slots[slot] - 1;
            if (_hashes[code] == hash && this[code].SequenceEqual(text)) return code;
        }
    }

    public BinaryArray ToArrow() =>
        new(ArrowType.Utf8, Count, default, _offsets.Slice(0, Count + 1), _bytes.Slice(0, _bytes.Count));

    private int Add(ReadOnlySpan<byte> text, uint hash, int slot)
    {
        int code = Count;
        _bytes.Add(text);
        _offsets.Add(_bytes.Count);
        _hashes.Add(hash);
        _slots[slot] = code + 1;
        if (Count > _slots.Length / 2) Rehash();
        return code;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        int mask = _slots.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)(_hashes[code] & (uint)mask);
            while (_slots[slot] != Free) slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }
}
