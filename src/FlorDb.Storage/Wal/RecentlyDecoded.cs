namespace FlorDb.Storage.Wal;

/// <summary>
/// Things that were decoded lately, by the bytes that they came from: thousands of runs share their project, their version and their surroundings,
/// which need to be decoded, and kept, only once. What it gives never changes. Safe to use from several threads.
/// </summary>
internal sealed class RecentlyDecoded<T>(Decoder<T> decode)
    where T : class
{
    private const int Slots = 256;
    private const int LargestBytes = 4096;
    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>What the bytes stand for.</summary>
    /// <exception cref="InvalidDataException">The bytes make no sense.</exception>
    public T Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestBytes) return DecodeAnew(bytes);
        ref var entry = ref _entries[Crc32C.Compute(bytes) % Slots];
        if (entry is { } known && bytes.SequenceEqual(known.Bytes)) return known.Value;
        var value = DecodeAnew(bytes);
        entry = new Entry(bytes.ToArray(), value);
        return value;
    }

    private T DecodeAnew(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        return decode(ref reader);
    }

    private sealed record Entry(byte[] Bytes, T Value);
}
