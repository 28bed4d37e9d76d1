using System.Numerics;

namespace FlorDb.Storage.Arrow;

/// <summary>Bits in Arrow's order: bit i is bit i % 8, from the lowest, of byte i / 8.</summary>
internal static class Bitmap
{
    public static int ByteLength(int bits) => bits / 8 + (bits % 8 == 0 ? 0 : 1);

    public static bool Get(ReadOnlySpan<byte> bits, int index) => (bits[index >> 3] >> (index & 7) & 1) != 0;

    public static void Set(Span<byte> bits, int index) => bits[index >> 3] |= (byte)(1 << (index & 7));

    /// <summary>How many of the first <paramref name="length"/> bits are set.</summary>
    public static int CountOnes(ReadOnlySpan<byte> bits, int length)
    {
        var count = 0;
        var whole = length / 8;
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bits[..whole]);
        foreach (var word in words) count += BitOperations.PopCount(word);
        for (var i = words.Length * 8; i < whole; i++) count += BitOperations.PopCount(bits[i]);
        if (length % 8 != 0) count += BitOperations.PopCount((uint)bits[whole] & ((1u << (length % 8)) - 1));
        return count;
    }
}
