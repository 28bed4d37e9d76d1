using System.Runtime.InteropServices;

namespace FlorDb.Storage.Checkpoints;

/// <summary>XXH3-128 of the system's xxHash library (https://github.com/Cyan4973/xxHash).</summary>
internal static unsafe class XxHash3
{
    /// <summary>The library's name.</summary>
    public const string Library = "libxxhash.so.0";

    /// <summary>Picks the widest vector instructions of the processor; not every build of the library has it.</summary>
    private const string DispatchingEntry = "XXH3_128bits_dispatch";
    private const string PlainEntry = "XXH3_128bits";
    private static readonly delegate* unmanaged<byte*, nuint, NativeHash> Function = Load();

    /// <summary>The 128-bit hash of some bytes, seed 0.</summary>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public static PageHash Hash(ReadOnlySpan<byte> bytes)
    {
        if (Function is null) throw new StoreException($"{Library} is not installed; on Debian: apt install libxxhash0.");
        fixed (byte* address = bytes)
        {
            return Function(address, (nuint)bytes.Length).ToPageHash();
        }
    }

    private static delegate* unmanaged<byte*, nuint, NativeHash> Load()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(XxHash3).Assembly, DllImportSearchPath.SafeDirectories, out nint library)) return null;
        if (!NativeLibrary.TryGetExport(library, DispatchingEntry, out nint entry)) entry = NativeLibrary.GetExport(library, PlainEntry);
        return (delegate* unmanaged<byte*, nuint, NativeHash>)entry;
    }

    /// <summary>A hash as the library lays it out.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct NativeHash
    {
        private readonly ulong _low;
        private readonly ulong _high;

        public PageHash ToPageHash() => new(_high, _low);
    }
}
