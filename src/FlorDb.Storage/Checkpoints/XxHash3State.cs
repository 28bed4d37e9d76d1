using System.Runtime.InteropServices;

namespace FlorDb.Storage.Checkpoints;

/// <summary>XXH3-128, seed 0, of bytes that come in parts. Not for use by several threads at once.</summary>
internal sealed unsafe partial class XxHash3State : SafeHandle
{
    /// <summary>Begins a hash.</summary>
    /// <exception cref="StoreException">The library is not installed.</exception>
    public XxHash3State()
        : base(0, ownsHandle: true)
    {
        XxHash3.Hash([]);
        SetHandle(CreateNative());
        if (IsInvalid || ResetNative(handle) != 0) throw new InsufficientMemoryException("There is no memory for a hash.");
    }

    public override bool IsInvalid => handle == 0;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* address = bytes) _ = UpdateNative(handle, address, (nuint)bytes.Length);
    }

    /// <summary>The hash of all bytes so far.</summary>
    public PageHash Current() => DigestNative(handle).ToPageHash();

    protected override bool ReleaseHandle()
    {
        _ = FreeNative(handle);
        return true;
    }

    [LibraryImport(XxHash3.Library, EntryPoint = "XXH3_createState")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint CreateNative();

    [LibraryImport(XxHash3.Library, EntryPoint = "XXH3_freeState")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FreeNative(nint state);

    [LibraryImport(XxHash3.Library, EntryPoint = "XXH3_128bits_reset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ResetNative(nint state);

    [LibraryImport(XxHash3.Library, EntryPoint = "XXH3_128bits_update")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int UpdateNative(nint state, byte* bytes, nuint length);

    [LibraryImport(XxHash3.Library, EntryPoint = "XXH3_128bits_digest")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial XxHash3.NativeHash DigestNative(nint state);
}
