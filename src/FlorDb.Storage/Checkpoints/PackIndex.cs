using System.Buffers.Binary;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// The pages of a complete pack, sorted by hash, in a file that is mapped into memory: opening it reads nothing into ours. It is derived from the
/// pack: where it is missing or damaged, the pack is scanned. Safe to use from several threads.
/// </summary>
internal sealed class PackIndex : IDisposable
{
    private readonly IStoreFile _file;
    private readonly IMappedRegion _region;

    private PackIndex(IStoreFile file, IMappedRegion region, int count)
    {
        _file = file;
        _region = region;
        Count = count;
    }

    /// <summary>The number of pages.</summary>
    public int Count { get; }

    /// <summary>A page by its rank among the sorted hashes.</summary>
    public PageEntry this[int rank] => ReadEntry(_region.Span, rank);

    /// <summary>Opens the index of a pack; null if there is none that can be used.</summary>
    /// <param name="files">The disk.</param>
    /// <param name="layout">Where files are.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="packBytes">Its length: an index of a longer or shorter pack is not its index.</param>
    public static PackIndex? TryOpen(IStoreFileSystem files, StoreLayout layout, PackId pack, long packBytes)
    {
        string path = layout.Pack(pack.IndexName);
        if (!files.FileExists(path)) return null;
        IStoreFile? file = null;
        IMappedRegion? region = null;
        try
        {
            file = files.OpenForReading(path);
            region = file.Map(MapAccess.Read);
            if (IsIndexOf(region.Span, pack, packBytes)) return new PackIndex(file, region, ReadCount(region.Span));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // As if it were missing: the pack itself has all that the index says.
        }

        region?.Dispose();
        file?.Dispose();
        return null;
    }

    /// <summary>Writes the index of a pack in one step; the folder is still to be flushed.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public static void Write(IStoreFileSystem files, StoreLayout layout, PackId pack, long packBytes, IReadOnlyCollection<PageEntry> entries) =>
        AtomicFile.Place(files, layout.Pack(pack.IndexName), Encode(pack, packBytes, entries));

    public bool TryFind(PageHash hash, out PageEntry entry)
    {
        int rank = Rank(hash);
        entry = rank >= 0 ? this[rank] : default;
        return rank >= 0;
    }

    /// <summary>A page's rank; negative if the pack doesn't hold it.</summary>
    public int Rank(PageHash hash)
    {
        var bytes = _region.Span;
        int first = (int)(hash.High >> 56);
        int low = first == 0 ? 0 : Math.Clamp(FanOut(bytes, first - 1), 0, Count);
        int high = Math.Min(FanOut(bytes, first), Count) - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = Compare(ReadHash(bytes, middle), hash);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    public void Dispose()
    {
        _region.Dispose();
        _file.Dispose();
    }

    private static byte[] Encode(PackId pack, long packBytes, IReadOnlyCollection<PageEntry> entries)
    {
        var sorted = entries.ToArray();
        Array.Sort(sorted, (left, right) => Compare(left.Page.Hash, right.Page.Hash));
        var bytes = new byte[PackIndexLayout.FileBytes(sorted.Length)];
        PackIndexLayout.Magic.CopyTo(bytes);
        pack.Writer.TryWriteBytes(bytes.AsSpan(PackIndexLayout.WriterOffset), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PackIndexLayout.NumberOffset), pack.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PackIndexLayout.PackLengthOffset), packBytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(PackIndexLayout.CountOffset), sorted.Length);
        var fanOut = new int[PackIndexLayout.FanOutCount];
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            WriteEntry(bytes.AsSpan(PackIndexLayout.EntriesOffset + rank * PackIndexLayout.EntryBytes), sorted[rank]);
            fanOut[sorted[rank].Page.Hash.High >> 56]++;
        }

        for (int first = 0, sum = 0; first < fanOut.Length; first++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(PackIndexLayout.FanOutOffset + first * sizeof(uint)), sum += fanOut[first]);
        int end = bytes.Length - PackIndexLayout.ChecksumBytes;
        WriteHash(bytes.AsSpan(end), XxHash3.Hash(bytes.AsSpan(0, end)));
        return bytes;
    }

    private static bool IsIndexOf(ReadOnlySpan<byte> bytes, PackId pack, long packBytes)
    {
        if (bytes.Length < PackIndexLayout.FileBytes(0) || !bytes.StartsWith(PackIndexLayout.Magic)) return false;
        long count = BinaryPrimitives.ReadInt64LittleEndian(bytes[PackIndexLayout.CountOffset..]);
        if (count < 0 || count > bytes.Length || bytes.Length != PackIndexLayout.FileBytes(count)) return false;
        int end = bytes.Length - PackIndexLayout.ChecksumBytes;
        return FanOut(bytes, PackIndexLayout.FanOutCount - 1) == count
            && XxHash3.Hash(bytes[..end]) == ReadHash(bytes[end..])
            && new Guid(bytes.Slice(PackIndexLayout.WriterOffset, 16), bigEndian: true) == pack.Writer
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[PackIndexLayout.NumberOffset..]) == pack.Number
            && BinaryPrimitives.ReadInt64LittleEndian(bytes[PackIndexLayout.PackLengthOffset..]) == packBytes;
    }

    private static int ReadCount(ReadOnlySpan<byte> bytes) => (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[PackIndexLayout.CountOffset..]);

    private static int FanOut(ReadOnlySpan<byte> bytes, int first) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[(PackIndexLayout.FanOutOffset + first * sizeof(uint))..]);

    private static PageHash ReadHash(ReadOnlySpan<byte> bytes, int rank) =>
        ReadHash(bytes[(PackIndexLayout.EntriesOffset + rank * PackIndexLayout.EntryBytes)..]);

    private static PageHash ReadHash(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[PackIndexLayout.LowOffset..]));

    private static void WriteHash(Span<byte> bytes, PageHash hash)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, hash.High);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[PackIndexLayout.LowOffset..], hash.Low);
    }

    private static PageEntry ReadEntry(ReadOnlySpan<byte> bytes, int rank)
    {
        var place = bytes.Slice(PackIndexLayout.EntriesOffset + rank * PackIndexLayout.EntryBytes, PackIndexLayout.EntryBytes);
        ulong offsetAndCodec = BinaryPrimitives.ReadUInt64LittleEndian(place[PackIndexLayout.PlaceOffset..]);
        var page = new PageHeader(
            ReadHash(place), BinaryPrimitives.ReadInt32LittleEndian(place[PackIndexLayout.LengthOffset..]),
            BinaryPrimitives.ReadInt32LittleEndian(place[PackIndexLayout.StoredLengthOffset..]), (PageCodec)(byte)(offsetAndCodec & 0xFF));
        return new PageEntry(page, (long)(offsetAndCodec >> 8));
    }

    private static void WriteEntry(Span<byte> place, in PageEntry entry)
    {
        WriteHash(place, entry.Page.Hash);
        BinaryPrimitives.WriteUInt64LittleEndian(place[PackIndexLayout.PlaceOffset..], (ulong)entry.Offset << 8 | (byte)entry.Page.Codec);
        BinaryPrimitives.WriteInt32LittleEndian(place[PackIndexLayout.LengthOffset..], entry.Page.Length);
        BinaryPrimitives.WriteInt32LittleEndian(place[PackIndexLayout.StoredLengthOffset..], entry.Page.StoredLength);
    }

    private static int Compare(PageHash left, PageHash right)
    {
        int order = left.High.CompareTo(right.High);
        return order != 0 ? order : left.Low.CompareTo(right.Low);
    }
}
