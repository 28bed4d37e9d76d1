using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlorDb.Storage.Arrow;

/// <summary>Bytes that are appended to and then handed over.</summary>
internal sealed class GrowableBuffer
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public void Append<T>(T value)
        where T : unmanaged => MemoryMarshal.Write(Extend(Unsafe.SizeOf<T>()), value);

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    /// <summary>Appends zeroes and gives them for writing.</summary>
    public Span<byte> Extend(int count)
    {
        if (count > Array.MaxLength - Length)
            throw new InvalidOperationException("A column holds at most 2 GiB of values: split the rows into several batches.");
        var length = Length + count;
        if (length > _bytes.Length) Array.Resize(ref _bytes, (int)Math.Clamp(Math.Max(length, _bytes.Length * 2L), 64, Array.MaxLength));
        Length = length;
        return _bytes.AsSpan(length - count, count);
    }

    public void SetBit(int index) => Bitmap.Set(_bytes, index);

    /// <summary>Hands the bytes over and begins anew.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var taken = _bytes.AsMemory(0, Length);
        _bytes = [];
        Length = 0;
        return taken;
    }
}
