using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FlorDb.Storage.Io;

/// <summary>The few calls that .NET doesn't offer: reserving space, beginning to write back, and making a folder's entries durable.</summary>
internal static partial class PosixFile
{
    private const int ErrorAgain = 11;
    private const int ErrorInterrupted = 4;

    /// <summary>ENOSPC.</summary>
    public const int ErrorNoSpace = 28;

    /// <summary>SYNC_FILE_RANGE_WRITE.</summary>
    private const uint WriteBack = 2;

    private const int OpenFolderFlags = 0x80000 | 0x10000; // O_CLOEXEC | O_DIRECTORY

    /// <summary>Gives the file that length with all its blocks reserved.</summary>
    public static void Allocate(SafeFileHandle handle, long bytes, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            WriteZeros(handle, bytes);
            return;
        }

        int error;
        do error = AllocateNative(handle, 0, bytes);
        while (error == ErrorInterrupted);
        if (error != 0) throw new IOException($"{bytes} bytes can't be reserved for {path}: {Describe(error)}.", error);
    }

    /// <summary>Lets the disk begin with a part of a file. What goes wrong there, a flush tells.</summary>
    public static void BeginFlush(SafeFileHandle handle, long offset, long length)
    {
        if (OperatingSystem.IsLinux()) _ = BeginFlushNative(handle, offset, length, WriteBack);
    }

    /// <summary>Makes creations, renames and deletions in a folder durable.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = OpenNative(folder, OpenFolderFlags);
        if (descriptor < 0) throw new IOException($"The folder {folder} can't be opened: {Describe(Marshal.GetLastPInvokeError())}.");
        int result = FlushNative(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = CloseNative(descriptor);
        if (result != 0) throw new IOException($"The folder {folder} can't be made durable: {Describe(error)}.");
    }

    /// <summary>Whether opening failed because another holds the lock, as opposed to a failure of the disk.</summary>
    public static bool IsLockConflict(IOException failure)
    {
        if (failure is FileNotFoundException or DirectoryNotFoundException or PathTooLongException) return false;
        const int WindowsSharingViolation = unchecked((int)0x80070020);
        return failure.HResult is ErrorAgain or WindowsSharingViolation;
    }

    private static string Describe(int error) =>
        error == ErrorNoSpace ? "no space is left on the disk" : Marshal.GetPInvokeErrorMessage(error);

    private static void WriteZeros(SafeFileHandle handle, long bytes)
    {
        var zeros = new byte[1 << 20];
        for (long offset = 0; offset < bytes; offset += zeros.Length)
            RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, bytes - offset)), offset);
    }

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int AllocateNative(SafeFileHandle handle, long offset, long length);

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int BeginFlushNative(SafeFileHandle handle, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseNative(int descriptor);
}
