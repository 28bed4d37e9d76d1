using System.Buffers.Binary;

namespace FlorDb.Storage.Checkpoints;

/// <summary>The addresses of the pages that a piece of state is cut into. The list is itself stored as a page, and its address is the state's.</summary>
internal sealed class PageList
{
    private const int HashBytes = 16;
    private readonly byte[] _bytes;
    private int _count;

    public PageList(int pages) => _bytes = new byte[pages * HashBytes];

    private PageList(byte[] bytes)
    {
        _bytes = bytes;
        _count = bytes.Length / HashBytes;
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>How many pages some state takes.</summary>
    public static int CountPages(long length) => checked((int)((length + PackLayout.PageBytes - 1) / PackLayout.PageBytes));

    /// <summary>Reads a list; null if it is not one of that many pages.</summary>
    public static PageList? TryRead(byte[] bytes, int pages) => bytes.Length == pages * (long)HashBytes ? new PageList(bytes) : null;

    /// <summary>The addresses, in order.</summary>
    public PageHash[] Hashes
    {
        get
        {
            var hashes = new PageHash[_count];
            for (int i = 0; i < hashes.Length; i++)
            {
                var place = _bytes.AsSpan(i * HashBytes, HashBytes);
                hashes[i] = new PageHash(BinaryPrimitives.ReadUInt64LittleEndian(place), BinaryPrimitives.ReadUInt64LittleEndian(place[sizeof(ulong)..]));
            }

            return hashes;
        }
    }

    public void Add(PageHash hash)
    {
        var place = _bytes.AsSpan(_count * HashBytes, HashBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(place, hash.High);
        BinaryPrimitives.WriteUInt64LittleEndian(place[sizeof(ulong)..], hash.Low);
        _count++;
    }
}
