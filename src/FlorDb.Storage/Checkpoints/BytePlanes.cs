namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// Takes numbers of 1, 2, 4 or 8 bytes apart into planes: plane k holds byte k of each, the lowest first. Numbers of more than a byte are rotated left by one bit
/// before, so that the sign of a floating-point number is out of the way of its exponent. The exponents of a neural network are few, its fractions are noise:
/// apart, the former can be compressed (M. Hershcovitch et al., <i>ZipNN: Lossless Compression for AI Models</i>, 2024).
/// </summary>
internal static class BytePlanes
{
    /// <summary>Takes numbers apart; the planes stand one after the other.</summary>
    public static void Split(ReadOnlySpan<byte> numbers, int width, Span<byte> planes)
    {
        if (width == 1)
        {
            numbers.CopyTo(planes);
            return;
        }

        int count = numbers.Length / width;
        for (int i = PlaneVectors.Split(numbers, width, planes); i < count; i++)
        {
            ulong number = 0;
            for (int k = 0; k < width; k++) number |= (ulong)numbers[i * width + k] << (8 * k);
            number = number << 1 | number >> (8 * width - 1);
            for (int k = 0; k < width; k++) planes[k * count + i] = (byte)(number >> (8 * k) & byte.MaxValue);
        }
    }

    /// <summary>Puts numbers together again.</summary>
    /// <param name="buffer">Holds the planes.</param>
    /// <param name="planes">Where in the buffer each of them begins, the lowest first: there are as many as a number has bytes.</param>
    /// <param name="numbers">Gets the numbers.</param>
    public static void Merge(ReadOnlySpan<byte> buffer, ReadOnlySpan<int> planes, Span<byte> numbers)
    {
        int width = planes.Length;
        if (width == 1)
        {
            buffer.Slice(planes[0], numbers.Length).CopyTo(numbers);
            return;
        }

        int count = numbers.Length / width;
        for (int i = PlaneVectors.Merge(buffer, planes, numbers); i < count; i++)
        {
            ulong number = 0;
            for (int k = 0; k < width; k++) number |= (ulong)buffer[planes[k] + i] << (8 * k);
            number = number >> 1 | number << (8 * width - 1);
            for (int k = 0; k < width; k++) numbers[i * width + k] = (byte)(number >> (8 * k) & byte.MaxValue);
        }
    }
}
