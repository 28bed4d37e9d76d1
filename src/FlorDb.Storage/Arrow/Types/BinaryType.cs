namespace FlorDb.Storage.Arrow;

/// <summary>Byte strings of any length: text in UTF-8, or opaque bytes.</summary>
/// <param name="IsText">Whether values are text in UTF-8.</param>
/// <param name="IsLarge">Whether offsets take 64 bits instead of 32.</param>
public sealed record BinaryType(bool IsText, bool IsLarge) : ArrowType
{
    internal int OffsetWidth => IsLarge ? sizeof(long) : sizeof(int);

    /// <inheritdoc/>
    public override string ToString() => $"{(IsLarge ? "large_" : "")}{(IsText ? "utf8" : "binary")}";
}
