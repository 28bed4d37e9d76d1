using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace FlorDb.Storage.Io;

/// <summary>A file that the operating system has mapped into memory.</summary>
internal sealed unsafe class LocalMappedRegion : IMappedRegion
{
    private readonly MemoryMappedFile? _mapping;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _address;

    public LocalMappedRegion(SafeFileHandle handle, long length, MapAccess access)
    {
        Length = length;
        if (length == 0) return;
        var mappingAccess = access == MapAccess.Read ? MemoryMappedFileAccess.Read : MemoryMappedFileAccess.ReadWrite;
        _mapping = MemoryMappedFile.CreateFromFile(handle, null, 0, mappingAccess, HandleInheritability.None, leaveOpen: true);
        _view = _mapping.CreateViewAccessor(0, length, mappingAccess);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _address);
    }

    public long Length { get; }

    public Span<byte> Span => new(_address, checked((int)Length));

    public void Flush() => _view?.Flush();

    public void Dispose()
    {
        if (_address is null) return;
        _address = null;
        _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping!.Dispose();
    }
}
