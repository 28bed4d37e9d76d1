using System.Buffers;
using System.Buffers.Binary;
using FlorDb.Storage.Compression;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Makes pages smaller where that pays. Safe to use from several threads.</summary>
internal static class PageEncoder
{
    /// <summary>The shortest page that is encoded: shorter ones have nothing to gain.</summary>
    public const int SmallestBytes = 256;

    /// <summary>Encoding pays if it saves a sixteenth.</summary>
    private const int LeastSaving = 16;

    /// <summary>The zstd level for numbers: finds runs of zeros, and passes quickly over noise.</summary>
    private const int RunLevel = -15;

    private const int TextLevel = 1;

    /// <summary>Encodes a page.</summary>
    /// <param name="page">The page; one of more than <see cref="PackLayout.PageBytes"/> is left as it is.</param>
    /// <param name="codec">The codec that suits it.</param>
    /// <param name="destination">Gets the content; it has the length of the page.</param>
    /// <returns>The length of the content; 0 if it does not pay.</returns>
    /// <exception cref="StoreException">zstd is not installed.</exception>
    public static int TryEncode(ReadOnlySpan<byte> page, PageCodec codec, Span<byte> destination)
    {
        if (codec == PageCodec.None || page.Length is < SmallestBytes or > PackLayout.PageBytes) return 0;
        byte[] planes = ArrayPool<byte>.Shared.Rent(page.Length);
        try
        {
            int width = (int)codec;
            BytePlanes.Split(page, width, planes);
            int whole = page.Length / width * width;
            int length = EncodePlanes(planes.AsSpan(0, whole), width, destination[..(page.Length - page.Length / LeastSaving)]);
            var rest = page[whole..];
            if (length == 0 || length + rest.Length >= page.Length) return 0;
            rest.CopyTo(destination[length..]);
            return length + rest.Length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
        }
    }

    private static int EncodePlanes(ReadOnlySpan<byte> planes, int width, Span<byte> destination)
    {
        int count = planes.Length / width;
        Span<PlaneCoding> codings = stackalloc PlaneCoding[width];
        bool shrinks = false;
        for (int k = 0; k < width; k++)
        {
            codings[k] = PlaneProbe.Choose(planes.Slice(k * count, count), width > 1);
            shrinks |= codings[k] != PlaneCoding.Raw;
        }

        if (!shrinks) return 0;
        int end = width * PackLayout.PlaneLengthBytes;
        for (int k = 0; k < width; k++)
        {
            int length = Encode(planes.Slice(k * count, count), codings[k], destination[end..]);
            if (length < 0) return 0;
            BinaryPrimitives.WriteInt32LittleEndian(destination[(k * PackLayout.PlaneLengthBytes)..], length);
            end += length;
        }

        return end;
    }

    /// <summary>Writes a plane; returns its length, or -1 if it doesn't fit.</summary>
    private static int Encode(ReadOnlySpan<byte> plane, PlaneCoding coding, Span<byte> destination)
    {
        var shorter = destination[..Math.Min(destination.Length, plane.Length - plane.Length / LeastSaving)];
        int length = coding switch
        {
            PlaneCoding.Entropy => Zstd.TryCompress(plane, shorter, Zstd.EntropyLevel),
            PlaneCoding.Runs => Zstd.TryCompress(plane, shorter, RunLevel),
            PlaneCoding.Text => Zstd.TryCompress(plane, shorter, TextLevel),
            _ => -1,
        };
        if (length >= 0) return length;
        return plane.TryCopyTo(destination) ? plane.Length : -1;
    }
}
