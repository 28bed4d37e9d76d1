using System.Runtime.InteropServices;
using FlorDb.Storage;

namespace FlorDb.Torch.Capture;

/// <summary>
/// Memory for copies of pages, used again and again: after the first captures none is taken from the system. Safe to use from several threads.
/// </summary>
internal sealed unsafe partial class PagePool : IDisposable
{
    private const int PagesPerSlab = 256;
    private const int SlabBytes = PagesPerSlab * CheckpointWriter.PageBytes;

    /// <summary>Huge pages, where the system has them, make the first writing several times as fast.</summary>
    private const int HugePageBytes = 2 << 20;
    private const int AdviseHugePages = 14;

    private readonly object _gate = new();
    private readonly Stack<nint> _free = new();
    private readonly List<nint> _slabs = [];
    private long _pagesInUse;

    /// <summary>The bytes of the pages that are in use.</summary>
    public long BytesInUse
    {
        get
        {
            lock (_gate) return _pagesInUse * CheckpointWriter.PageBytes;
        }
    }

    /// <summary>Gives memory for a page.</summary>
    /// <exception cref="OutOfMemoryException">The system has none.</exception>
    public nint Rent()
    {
        lock (_gate)
        {
            if (_free.Count == 0) AddSlab();
            _pagesInUse++;
            return _free.Pop();
        }
    }

    /// <summary>Takes a page back.</summary>
    public void Return(nint page)
    {
        lock (_gate)
        {
            _free.Push(page);
            _pagesInUse--;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until fewer pages are in use than now; gives false at once if none is.</summary>
    public bool WaitForReturn()
    {
        lock (_gate)
        {
            if (_pagesInUse == 0) return false;
            long before = _pagesInUse;
            while (_pagesInUse >= before) Monitor.Wait(_gate);
            return true;
        }
    }

    /// <summary>Gives all memory back to the system. Nothing may be in use.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (nint slab in _slabs) NativeMemory.AlignedFree((void*)slab);
            _slabs.Clear();
            _free.Clear();
        }
    }

    private void AddSlab()
    {
        nint slab = (nint)NativeMemory.AlignedAlloc(SlabBytes, HugePageBytes);
        if (OperatingSystem.IsLinux()) _ = Advise(slab, SlabBytes, AdviseHugePages);
        _slabs.Add(slab);
        for (int i = PagesPerSlab - 1; i >= 0; i--) _free.Push(slab + i * CheckpointWriter.PageBytes);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
