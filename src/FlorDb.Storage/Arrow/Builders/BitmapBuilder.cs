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

    /// <summary>Hands the bits over and begins anew.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        Length = 0;
        HasZero = false;
        return _bytes.Take();
    }
}
