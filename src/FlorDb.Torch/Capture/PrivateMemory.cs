using Microsoft.Win32.SafeHandles;

namespace FlorDb.Torch.Capture;

/// <summary>Tells which memory is this process's alone: what is shared, or is a file's, may be written to by others. Safe to use from several threads.</summary>
/// <remarks>The <c>PROCMAP_QUERY</c> request of <c>/proc/self/maps</c>, of Linux 6.11.</remarks>
internal sealed unsafe class PrivateMemory : IDisposable
{
    private const nuint RequestQuery = 0xC0686611;
    private const ulong IsShared = 8;
    private const ulong IsOfFile = 0x20;

    private readonly SafeFileHandle _maps;

    private PrivateMemory(SafeFileHandle maps) => _maps = maps;

    /// <summary>Null where the system does not tell.</summary>
    public static PrivateMemory? TryOpen()
    {
        try
        {
            var memory = new PrivateMemory(File.OpenHandle("/proc/self/maps"));
            byte here = 0;
            if (memory.TryQuery((ulong)&here, out _)) return memory;
            memory.Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then it is not told.
        }

        return null;
    }

    /// <summary>Whether all of a range of addresses is private memory.</summary>
    public bool Contains(ulong start, ulong end)
    {
        while (start < end)
        {
            if (!TryQuery(start, out var area) || (area.Flags & (IsShared | IsOfFile)) != 0) return false;
            start = area.End;
        }

        return true;
    }

    public void Dispose() => _maps.Dispose();

    private bool TryQuery(ulong address, out Area area)
    {
        area = new Area { Size = (ulong)sizeof(Area), Address = address };
        fixed (Area* query = &area) return IoControl.Request(_maps, RequestQuery, query) == 0;
    }

    private struct Area
    {
        public ulong Size;
        public ulong QueryFlags;
        public ulong Address;
        public ulong Start;
        public ulong End;
        public ulong Flags;
        public ulong PageBytes;
        public ulong Offset;
        public ulong INode;
        public uint DeviceMajor;
        public uint DeviceMinor;
        public uint NameBytes;
        public uint BuildIdBytes;
        public ulong Name;
        public ulong BuildId;
    }
}
