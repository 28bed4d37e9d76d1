using System.Runtime.InteropServices;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Peers;

/// <summary>What zstd alone makes of bytes, in blocks of a mebibyte, at its default level.</summary>
internal sealed partial class PlainZstd
{
    private const string Library = "libzstd.so.1";
    private const int Level = 3;
    private const int BlockBytes = 1 << 20;

    private readonly byte[] _block = new byte[BlockBytes];
    private readonly byte[] _compressed = new byte[Bound(BlockBytes)];
    private int _filled;

    /// <summary>The bytes that came out so far.</summary>
    public long Bytes { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, BlockBytes - _filled);
            bytes[..count].CopyTo(_block.AsSpan(_filled));
            _filled += count;
            bytes = bytes[count..];
            if (_filled == BlockBytes) Flush();
        }
    }

    /// <summary>Compresses what is left.</summary>
    public unsafe void Flush()
    {
        if (_filled == 0) return;
        fixed (byte* from = _block, to = _compressed)
        {
            nuint length = Compress(to, (nuint)_compressed.Length, from, (nuint)_filled, Level);
            Check.Equal(0u, IsError(length), "zstd's error");
            Bytes += (long)length;
        }

        _filled = 0;
    }

    private static int Bound(int bytes) => bytes + bytes / 128 + 512;

    [LibraryImport(Library, EntryPoint = "ZSTD_compress")]
    private static unsafe partial nuint Compress(byte* destination, nuint capacity, byte* source, nuint length, int level);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    private static partial uint IsError(nuint result);
}
