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

    /// <summary>MADV_POPULATE_WRITE, of Linux 5.14: takes the page faults of some memory, all at once.</summary>
    private const int PopulateForWriting = 23;

    private readonly object _gate = new();
    private readonly Stack<nint> _free = new();
    private readonly List<nint> _slabs = [];
    private long _pagesInUse;
    private bool _isDisposed;

    /// <summary>The bytes of the pages that are in use.</summary>
    public long BytesInUse
    {
        get
        {
            lock (_gate) return _pagesInUse * CheckpointWriter.PageBytes;
        }
    }

    /// <summary>The bytes that were taken from the system.</summary>
    public long Capacity
    {
        get
        {
            lock (_gate) return _slabs.Count * (long)SlabBytes;
        }
    }

    /// <summary>Gives memory for a page.</summary>
    /// <exception cref="OutOfMemoryException">The system has none.</exception>
    public nint Rent()
    {
        lock (_gate)
        {
            if (_free.Count == 0) Add(Allocate());
            _pagesInUse++;
            return _free.Pop();
        }
    }

    /// <summary>
    /// Takes memory from the system until there is some for so many bytes, or the system has none: that takes several times as long as copying into it. For a thread
    /// that nobody waits for.
    /// </summary>
    public void Prepare(long bytes)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_isDisposed || Capacity >= bytes) return;
            }

            if (TryAllocate() is not { } slab) return;
            lock (_gate) Add(slab);
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
            _isDisposed = true;
            FreeAll();
        }
    }

    private static nint Allocate()
    {
        nint slab = (nint)NativeMemory.AlignedAlloc(SlabBytes, (nuint)Environment.SystemPageSize);
        if (OperatingSystem.IsLinux()) _ = Advise(slab, SlabBytes, PopulateForWriting);
        return slab;
    }

    /// <summary>Null where the system has no memory: whoever needs it then is told.</summary>
    private static nint? TryAllocate()
    {
        try
        {
            return Allocate();
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private void Add(nint slab)
    {
        _slabs.Add(slab);
        for (int i = PagesPerSlab - 1; i >= 0; i--) _free.Push(slab + i * CheckpointWriter.PageBytes);
        if (_isDisposed) FreeAll();
    }

    private void FreeAll()
    {
        foreach (nint slab in _slabs) NativeMemory.AlignedFree((void*)slab);
        _slabs.Clear();
        _free.Clear();
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nint length, int advice);
}
