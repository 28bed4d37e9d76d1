using System.Buffers;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Reads the content of a page from its pack, and checks it against the page's hash.</summary>
internal static class PageContent
{
    /// <summary>Whether a page's lengths are possible and its file is long enough for it, so that they may size an allocation.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool IsWhole(IStoreFile file, in PageEntry entry) =>
        (IsPlain(entry.Page) || PageDecoder.CanDecode(entry.Page)) && entry.ContentOffset <= file.Length - entry.Page.StoredLength;

    /// <summary>Whether a page's bytes are there as they were written.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool IsGood(IStoreFile file, in PageEntry entry) => IsWhole(file, entry) && TryRead(file, entry, new byte[entry.Page.Length]);

    /// <summary>Reads and decodes a page; false if it has another length than the destination, or its bytes are not those that its hash speaks of.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static bool TryRead(IStoreFile file, in PageEntry entry, Span<byte> destination)
    {
        var page = entry.Page;
        if (page.Length != destination.Length) return false;
        if (IsPlain(page)) return IsFilled(file, entry, destination) && XxHash3.Hash(destination) == page.Hash;
        if (!PageDecoder.CanDecode(page)) return false;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(page.StoredLength + page.Length);
        try
        {
            return TryDecode(file, entry, buffer, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads a page's content as the pack has it, to be written to another; null if the page is damaged.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static byte[]? TryReadStored(IStoreFile file, in PageEntry entry)
    {
        if (!IsWhole(file, entry)) return null;
        var page = new byte[entry.Page.Length];
        if (IsPlain(entry.Page)) return TryRead(file, entry, page) ? page : null;
        var buffer = new byte[entry.Page.StoredLength + page.Length];
        return TryDecode(file, entry, buffer, page) ? buffer[..entry.Page.StoredLength] : null;
    }

    private static bool IsPlain(in PageHeader page) => page.Codec == PageCodec.None && page.Length >= 0 && page.StoredLength == page.Length;

    private static bool TryDecode(IStoreFile file, in PageEntry entry, Span<byte> buffer, Span<byte> page) =>
        IsFilled(file, entry, buffer[..entry.Page.StoredLength])
        && PageDecoder.TryDecode(entry.Page.Codec, buffer, entry.Page.StoredLength, page) && XxHash3.Hash(page) == entry.Page.Hash;

    private static bool IsFilled(IStoreFile file, in PageEntry entry, Span<byte> content) => file.Read(entry.ContentOffset, content) == content.Length;
}
