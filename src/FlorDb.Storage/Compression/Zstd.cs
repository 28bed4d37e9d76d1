using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FlorDb.Storage.Compression;

/// <summary>Zstandard (RFC 8878) by the system's library (https://github.com/facebook/zstd). Safe to use from several threads.</summary>
internal static unsafe partial class Zstd
{
    /// <summary>No frame unfolds further: a block of 128 KiB takes at least four bytes.</summary>
    public const int LargestRatio = (128 << 10) / 4;

    /// <summary>The lowest level there is: entropy coding, and next to no search for repetitions.</summary>
    public const int EntropyLevel = -(1 << 17);

    private const string Library = "libzstd.so.1";
    private const int DestinationTooSmall = 70;
    private const int LevelParameter = 100;
    private const int LiteralsParameter = 1002;
    private const int Enabled = 1;

    // A context costs more than compressing a small buffer, so they are kept; there are never more than threads that work at once.
    private static readonly ConcurrentBag<nint> Compressors = [];
    private static readonly ConcurrentBag<nint> Decompressors = [];

    /// <summary>
    /// Compresses into one frame, which holds the length of its content. Levels below 1 look less for repetitions the lower they are; what is not repeated is
    /// entropy coded at all levels.
    /// </summary>
    /// <returns>The frame's length; -1 if it does not fit into <paramref name="destination"/>.</returns>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public static int TryCompress(ReadOnlySpan<byte> source, Span<byte> destination, int level)
    {
        nint context = Take(Compressors, &CreateCompressor);
        fixed (byte* from = source, to = destination)
        {
            SetParameterNative(context, LevelParameter, level);
            nuint result = CompressNative(context, to, (nuint)destination.Length, from, (nuint)source.Length);
            Compressors.Add(context);
            return LengthOf(result, source.Length);
        }
    }

    /// <summary>The length of a frame's content as the frame tells it; null if it does not, or is damaged.</summary>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public static long? ContentLength(ReadOnlySpan<byte> frame)
    {
        try
        {
            fixed (byte* from = frame) return ContentSizeNative(from, (nuint)frame.Length) is var length and <= long.MaxValue ? (long)length : null;
        }
        catch (DllNotFoundException failure)
        {
            throw NotInstalled(failure);
        }
    }

    /// <summary>Decompresses frames whose content fills the destination exactly.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or their content has another length.</exception>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        nint context = Take(Decompressors, &CreateDecompressor);
        fixed (byte* from = source, to = destination)
        {
            nuint result = DecompressNative(context, to, (nuint)destination.Length, from, (nuint)source.Length);
            Decompressors.Add(context);
            if (IsErrorNative(result) != 0) throw new InvalidDataException($"its zstd frame is damaged ({Marshal.PtrToStringUTF8(ErrorNameNative(result))})");
            if (result != (nuint)destination.Length) throw new InvalidDataException($"its zstd frame holds {result} bytes instead of {destination.Length}");
        }
    }

    private static int LengthOf(nuint result, int sourceLength)
    {
        if (IsErrorNative(result) == 0) return (int)result;
        if (ErrorCodeNative(result) == DestinationTooSmall) return -1;
        throw new StoreException($"{sourceLength} bytes can't be compressed: {Marshal.PtrToStringUTF8(ErrorNameNative(result))}.");
    }

    private static nint Take(ConcurrentBag<nint> contexts, delegate*<nint> create)
    {
        if (contexts.TryTake(out nint context)) return context;
        try
        {
            context = create();
        }
        catch (DllNotFoundException failure)
        {
            throw NotInstalled(failure);
        }

        return context != 0 ? context : throw new InsufficientMemoryException("There is no memory for zstd.");
    }

    private static StoreException NotInstalled(DllNotFoundException failure) => new($"{Library} is not installed; on Debian: apt install libzstd1.", failure);

    /// <summary>zstd itself leaves literals as they are below level 1. A library older than 1.4 can't do otherwise: then such levels save less.</summary>
    private static nint CreateCompressor()
    {
        nint context = CreateCompressorNative();
        if (context != 0) SetParameterNative(context, LiteralsParameter, Enabled);
        return context;
    }

    private static nint CreateDecompressor() => CreateDecompressorNative();

    [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CreateCompressorNative();

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CreateDecompressorNative();

    [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint CompressNative(nint context, byte* destination, nuint capacity, byte* source, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint SetParameterNative(nint context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint DecompressNative(nint context, byte* destination, nuint capacity, byte* source, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial ulong ContentSizeNative(byte* frame, nuint length);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint IsErrorNative(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorCode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ErrorCodeNative(nuint result);

    [LibraryImport(Library, EntryPoint = "ZSTD_getErrorName")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ErrorNameNative(nuint result);
}
