using System.Buffers.Binary;
using FlorDb.Storage.Compression;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Gets the bytes of pages back that <see cref="PageEncoder"/> has made smaller. Safe to use from several threads.</summary>
internal static class PageDecoder
{
    /// <summary>Whether a header can be that of an encoded page: its lengths may then size buffers.</summary>
    public static bool CanDecode(in PageHeader page) =>
        page.Codec is PageCodec.Planes1 or PageCodec.Planes2 or PageCodec.Planes4 or PageCodec.Planes8
        && page.Length is >= 0 and <= PackLayout.PageBytes && page.StoredLength >= 0 && page.StoredLength < page.Length;

    /// <summary>Decodes a page; false if its content can't be that of one. Whether it is the right page, its hash tells.</summary>
    /// <param name="codec">The page's codec, a known one.</param>
    /// <param name="buffer">Begins with the content; as many bytes as the page has are overwritten behind it.</param>
    /// <param name="contentLength">The length of the content.</param>
    /// <param name="page">Gets the page; it has its length.</param>
    /// <exception cref="StoreException">zstd is not installed.</exception>
    public static bool TryDecode(PageCodec codec, Span<byte> buffer, int contentLength, Span<byte> page)
    {
        int width = (int)codec;
        var numbers = page[..(page.Length - page.Length % width)];
        var rest = page[numbers.Length..];
        int end = contentLength - rest.Length;
        if (end < width * PackLayout.PlaneLengthBytes) return false;
        Span<int> planes = stackalloc int[width];
        if (!TryUnfold(buffer, end, contentLength, numbers.Length / width, planes)) return false;
        BytePlanes.Merge(buffer, planes, numbers);
        buffer[end..contentLength].CopyTo(rest);
        return true;
    }

    /// <summary>Finds the planes: those that are stored as they are stay where they are, the others are decompressed to behind the content.</summary>
    private static bool TryUnfold(Span<byte> buffer, int end, int free, int planeBytes, Span<int> planes)
    {
        int at = planes.Length * PackLayout.PlaneLengthBytes;
        for (int k = 0; k < planes.Length; k++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(buffer[(k * PackLayout.PlaneLengthBytes)..]);
            if (length < 0 || length > planeBytes || length > end - at) return false;
            planes[k] = at;
            if (length < planeBytes)
            {
                if (!TryDecompress(buffer.Slice(at, length), buffer.Slice(free, planeBytes))) return false;
                planes[k] = free;
                free += planeBytes;
            }

            at += length;
        }

        return at == end;
    }

    private static bool TryDecompress(ReadOnlySpan<byte> frame, Span<byte> plane)
    {
        try
        {
            Zstd.Decompress(frame, plane);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
