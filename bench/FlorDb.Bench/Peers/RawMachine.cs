using System.Numerics;
using System.Runtime.InteropServices;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Peers;

/// <summary>What the machine itself can do: the limits that no store passes.</summary>
internal static class RawMachine
{
    private const int BlockBytes = 4 << 20;

    /// <summary>Seconds to copy bytes within memory.</summary>
    public static double Copy(ReadOnlyMemory<byte> source, Memory<byte> destination) => Rounds.Seconds(() => source.CopyTo(destination));

    /// <summary>Seconds to write bytes to a new file in big blocks and to flush it to the disk.</summary>
    public static double WriteDurably(string path, ReadOnlyMemory<byte> bytes) => Rounds.Seconds(() =>
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (int offset = 0; offset < bytes.Length; offset += BlockBytes)
            RandomAccess.Write(file, bytes.Span.Slice(offset, Math.Min(BlockBytes, bytes.Length - offset)), offset);
        RandomAccess.FlushToDisk(file);
    });

    /// <summary>Seconds to read a file that is in the page cache into memory, in big blocks.</summary>
    public static double Read(string path, Memory<byte> destination, int threads) => Rounds.Seconds(() =>
    {
        using var file = File.OpenHandle(path);
        int blocks = (destination.Length + BlockBytes - 1) / BlockBytes;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            int offset = block * BlockBytes;
            var part = destination.Slice(offset, Math.Min(BlockBytes, destination.Length - offset));
            Check.Equal(part.Length, RandomAccess.Read(file, part.Span, offset), "bytes read");
        });
    });

    /// <summary>CRC-32C by the processor's instruction.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes)) crc = BitOperations.Crc32C(crc, word);
        foreach (byte last in bytes[(bytes.Length & ~7)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
