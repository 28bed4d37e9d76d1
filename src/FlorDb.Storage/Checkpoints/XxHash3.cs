using System.Runtime.InteropServices;

namespace FlorDb.Storage.Checkpoints;

/// <summary>XXH3-128 of the system's xxHash library (https://github.com/Cyan4973/xxHash).</summary>
internal static unsafe partial class XxHash3
{
    private const string Library = "libxxhash.so.0";

    /// <summary>The 128-bit hash of some bytes, seed 0.</summary>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public static PageHash Hash(ReadOnlySpan<byte> bytes)
    {
        try
        {
            fixed (byte* address = bytes)
            {
                var hash = HashNative(address, (nuint)bytes.Length);
                return new PageHash(hash.High, hash.Low);
            }
        }
        catch (DllNotFoundException failure)
        {
            throw new StoreException($"{Library} is not installed; on Debian: apt install libxxhash0.", failure);
        }
    }

    [LibraryImport(Library, EntryPoint = "XXH3_128bits")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial NativeHash HashNative(byte* bytes, nuint length);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct NativeHash
    {
        public readonly ulong Low;
        public readonly ulong High;
    }
}
