using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace FlorDb.Storage.Io;

/// <summary>A file that the operating system has mapped into memory.</summary>
internal sealed unsafe class LocalMappedRegion : IMappedRegion
{
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile? _mapping;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _address;

    public LocalMappedRegion(SafeFileHandle handle, long length, MapAccess access)
    {
        _handle = handle;
        Length = length;
        if (length == 0) return;
        var mappingAccess = access == MapAccess.Read ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite;
        _mapping = MemoryMappedFile.CreateFromFile(handle, null, 0, mappingAccess, HandleInheritability.None, leaveOpen: true);
        _view = _mapping.CreateViewAccessor(0, length, mappingAccess);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _address);
    }

    public long Length { get; }

    public Span<byte> Span => new(_address, checked((int)Length));

    public void Prefault(long offset, long length)
    {
        if (_view is null) return;
        var handle = _view.SafeMemoryMappedViewHandle;
        bool isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            if (OperatingSystem.IsLinux()) PosixMemory.PrepareForWriting(handle.DangerousGetHandle() + (nint)offset, (nint)length);
        }
        catch (ObjectDisposedException)
        {
            // Nobody will write there any more.
        }
        finally
        {
            if (isHeld) handle.DangerousRelease();
        }
    }

    public void Flush(long from, long to)
    {
        if (_view is null || from >= to) return;
        if (OperatingSystem.IsLinux())
        {
            PosixMemory.Flush((nint)_address + (nint)from, (nint)(to - from));
            return;
        }

        _view.Flush();
        RandomAccess.FlushToDisk(_handle);
    }

    public void Dispose()
    {
        if (_address is null) return;
        _address = null;
        _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping!.Dispose();
    }
}
