using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FlorDb.Torch.Capture;

/// <summary>Requests to the system that go through an open file (ioctl(2)).</summary>
internal static unsafe partial class IoControl
{
    /// <summary>Makes a request; negative where the system refuses it.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Request(SafeFileHandle file, nuint request, void* arguments);
}
