using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Numbers of one type that are only ever appended, as they stand in an Arrow buffer. What was handed out by <see cref="Slice"/> never changes.
/// </summary>
/// <param name="progress">How far the log is read that the numbers come from; null if they come from elsewhere.</param>
internal sealed class ColumnBuffer<T>(LogProgress? progress = null)
    where T : unmanaged
{
    private const int SmallestCapacity = 64;
    private byte[] _bytes = [];
    private int _capacity;

    public int Count { get; private set; }

    public ReadOnlySpan<T> Items => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(0, Count * Unsafe.SizeOf<T>()));

    public T this[int index]
    {
        get => Items[index];
        set => MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(0, Count * Unsafe.SizeOf<T>()))[index] = value;
    }

    /// <summary>Begins a column that will have that many numbers.</summary>
    public static ColumnBuffer<T> OfLength(int length)
    {
        var buffer = new ColumnBuffer<T>();
        buffer.Grow(length);
        return buffer;
    }

    public void Add(T item)
    {
        if (Count == _capacity) Grow(1);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes), Count * Unsafe.SizeOf<T>()), item);
        Count++;
    }

    public void Add(ReadOnlySpan<T> items)
    {
        if (items.Length > _capacity - Count) Grow(items.Length);
        items.CopyTo(MemoryMarshal.Cast<byte, T>(_bytes.AsSpan(Count * Unsafe.SizeOf<T>())));
        Count += items.Length;
    }

    /// <summary>Some of the numbers as bytes, without a copy.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int count) => _bytes.AsMemory(start * Unsafe.SizeOf<T>(), count * Unsafe.SizeOf<T>());

    private void Grow(int more)
    {
        long needed = Math.Max(Count + (long)more, SmallestCapacity);
        long wanted = progress is null ? Math.Max(needed, Count * 2L) : progress.Expect(Count, needed);
        int most = Array.MaxLength / Unsafe.SizeOf<T>();
        if (Count + (long)more > most) throw new StoreException($"A column of a log is larger than {Array.MaxLength} bytes: it can't be read as a whole.");
        _capacity = (int)Math.Min(wanted, most);
        var larger = GC.AllocateUninitializedArray<byte>(_capacity * Unsafe.SizeOf<T>());
        _bytes.AsSpan(0, Count * Unsafe.SizeOf<T>()).CopyTo(larger);
        _bytes = larger;
    }
}
