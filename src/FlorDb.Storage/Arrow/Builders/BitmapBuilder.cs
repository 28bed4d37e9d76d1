namespace FlorDb.Storage.Arrow;

/// <summary>Bits that are appended to and then handed over.</summary>
internal sealed class BitmapBuilder
{
    private readonly GrowableBuffer _bytes = new();

    public int Length { get; private set; }

    public bool HasZero { get; private set; }

    public void Append(bool bit)
    {
        if (Length % 8 == 0) _bytes.Extend(1);
        if (bit) _bytes.SetBit(Length);
        else HasZero = true;
        Length++;
    }

    /// <summary>Appends a part of other bits; of none, if all are set.</summary>
    public void Append(ReadOnlySpan<byte> bits, int start, int count)
    {
        var end = start + count;
        for (; start < end && Length % 8 != 0; start++) Append(bits.IsEmpty || Bitmap.Get(bits, start));
        var whole = _bytes.Extend((end - start) / 8);
        if (bits.IsEmpty) whole.Fill(byte.MaxValue);
        else for (var i = 0; i < whole.Length; i++) whole[i] = EightFrom(bits, start + 8 * i);
        HasZero |= whole.ContainsAnyExcept(byte.MaxValue);
        Length += 8 * whole.Length;
        for (start += 8 * whole.Length; start < end; start++) Append(bits.IsEmpty || Bitmap.Get(bits, start));
    }

    private static byte EightFrom(ReadOnlySpan<byte> bits, int start)
    {
        var (at, shift) = (start >> 3, start & 7);
        return shift == 0 ? bits[at] : unchecked((byte)(bits[at] >> shift | bits[at + 1] << (8 - shift)));
    }

    /// <summary>Hands the bits over and begins anew.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        Length = 0;
        HasZero = false;
        return _bytes.Take();
    }
}
