namespace FlorDb.Storage;

/// <summary>The address of content in the store: its XXH3-128 hash.</summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct PageHash(ulong High, ulong Low)
{
    /// <summary>The hash as 32 lower-case hexadecimal characters.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
