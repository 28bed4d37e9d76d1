namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>Changes bytes at random, as mutational fuzzers do: flips, interesting values, cuts, copies within and from another input.</summary>
internal static class ByteMutator
{
    private static readonly byte[] Interesting = [0, 1, 2, 0x10, 0x40, 0x7F, 0x80, 0xFE, 0xFF];

    /// <summary>Bytes with one to three changes; their number may be another.</summary>
    public static byte[] Mutate(byte[] bytes, Random random, byte[] donor)
    {
        for (int i = random.Next(1, 4); i > 0; i--) bytes = random.Next(10) < 6 ? Overwrite(bytes, random) : Splice(bytes, random, donor);
        return bytes;
    }

    /// <summary>Bytes of which some have another value.</summary>
    public static byte[] Overwrite(byte[] bytes, Random random)
    {
        if (bytes.Length == 0) return bytes;
        byte[] changed = [.. bytes];
        int at = random.Next(bytes.Length);
        switch (random.Next(4))
        {
            case 0: changed[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: changed[at] = Interesting[random.Next(Interesting.Length)]; break;
            case 2: changed.AsSpan(at, Math.Min(random.Next(1, 10), changed.Length - at)).Fill(Interesting[random.Next(Interesting.Length)]); break;
            default: random.NextBytes(changed.AsSpan(at, Math.Min(random.Next(1, 9), changed.Length - at))); break;
        }

        return changed;
    }

    private static byte[] Splice(byte[] bytes, Random random, byte[] donor)
    {
        int at = random.Next(bytes.Length + 1);
        int end = Math.Min(bytes.Length, at + random.Next(1 + Math.Min(bytes.Length, 64)));
        return random.Next(4) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[end..]],
            2 => [.. bytes[..end], .. bytes[at..]],
            _ => [.. bytes[..at], .. Piece(donor, random), .. bytes[end..]],
        };
    }

    private static byte[] Piece(byte[] donor, Random random)
    {
        int at = random.Next(donor.Length + 1);
        return donor[at..Math.Min(donor.Length, at + random.Next(64))];
    }
}
