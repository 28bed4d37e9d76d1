using System.Runtime.InteropServices;

namespace FlorDb.Storage.Io;

/// <summary>What Linux can do with mapped memory, and .NET doesn't offer.</summary>
internal static partial class PosixMemory
{
    private const int DontNeed = 4;
    private const int Synchronous = 4;

    /// <summary>MADV_POPULATE_WRITE, of Linux 5.14.</summary>
    private const int PopulateForWriting = 23;

    /// <summary>Takes the page faults of some mapped memory, all at once. An older kernel refuses, and nothing is lost.</summary>
    public static void PrepareForWriting(nint address, nint bytes)
    {
        nint first = PageOf(address);
        _ = AdviseNative(first, bytes + (address - first), PopulateForWriting);
    }

    /// <summary>
    /// Makes some bytes of a shared mapping durable. Its whole pages are let go of before, in one step: the kernel would else protect them one by one
    /// against writing, each time interrupting all processors that the program runs on.
    /// </summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void Flush(nint address, nint bytes)
    {
        nint first = PageOf(address);
        nint wholePages = PageOf(address + bytes) - first;
        if (wholePages > 0) _ = AdviseNative(first, wholePages, DontNeed);
        if (SynchronizeNative(first, bytes + (address - first), Synchronous) == 0) return;
        throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
    }

    private static nint PageOf(nint address) => address & -Environment.SystemPageSize;

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AdviseNative(nint address, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "msync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SynchronizeNative(nint address, nint length, int flags);
}
