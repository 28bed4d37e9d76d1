using System.Runtime.InteropServices;
using FlorDb.Storage;
using Microsoft.Win32.SafeHandles;

namespace FlorDb.Torch.Capture;

/// <summary>
/// Tells which memory of this process was written to since it was watched last, whoever wrote it. Linux (6.7 and later) protects watched pages against writing,
/// notes the first write to each, which takes about half a microsecond, and lets it happen. Nothing is protected any more once this is disposed. Used by one
/// thread at a time, but for <see cref="FindSame"/> and <see cref="Unwatch"/>.
/// </summary>
/// <remarks>userfaultfd(2) with <c>UFFD_FEATURE_WP_ASYNC</c>, and the <c>PAGEMAP_SCAN</c> request of <c>/proc/self/pagemap</c>.</remarks>
internal sealed unsafe partial class WriteWatch : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int UserModeOnly = 1;
    private const ulong ApiVersion = 0xAA;
    private const ulong WriteProtectAsync = 1 << 15;
    private const ulong RegisterWriteProtect = 2;
    private const nuint RequestApi = 0xC018AA3F;
    private const nuint RequestRegister = 0xC020AA00;
    private const nuint RequestWriteProtect = 0xC018AA06;
    private const nuint RequestScan = 0xC0606610;
    private const ulong ProtectMatching = 1;
    private const ulong CheckAsync = 2;
    private const ulong IsWatchable = 1;
    private const ulong IsWritten = 2;
    private const ulong IsOfFile = 4;
    private const ulong IsPresent = 8;

    private readonly SafeFileHandle _faults;
    private readonly SafeFileHandle _pageMap;
    private readonly PrivateMemory? _private = PrivateMemory.TryOpen();

    private WriteWatch(SafeFileHandle faults, SafeFileHandle pageMap) => (_faults, _pageMap) = (faults, pageMap);

    /// <summary>What must not be found of a page. To ask of each whether it is a file's takes ten times as long as all else: that is asked only where it is not known before.</summary>
    private ulong Doubts => _private is null ? IsWritten | IsOfFile : IsWritten;

    /// <summary>Opens a watch; null where the system has none, or does not let this process have one.</summary>
    public static WriteWatch? TryOpen()
    {
        int number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 323,
            Architecture.Arm64 => 282,
            _ => -1,
        };
        if (!OperatingSystem.IsLinux() || number < 0) return null;
        var faults = new SafeFileHandle((nint)SystemCall(number, CloseOnExec | NonBlocking | UserModeOnly), ownsHandle: true);
        var api = new Api { Version = ApiVersion, Features = WriteProtectAsync };
        SafeFileHandle? pageMap = null;
        try
        {
            if (!faults.IsInvalid && IoControl.Request(faults, RequestApi, &api) == 0)
            {
                pageMap = File.OpenHandle("/proc/self/pagemap");
                var probe = new ScanArguments { Size = (ulong)sizeof(ScanArguments), CategoryMask = IsWritten, ReturnMask = IsWritten };
                if (IoControl.Request(pageMap, RequestScan, &probe) >= 0) return new WriteWatch(faults, pageMap);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // There is none to be had.
        }

        pageMap?.Dispose();
        faults.Dispose();
        return null;
    }

    /// <summary>Watches memory from now on; false if it can't be watched. Pages of the system that it has a part of are watched whole.</summary>
    public bool TryWatch(nint memory, long length)
    {
        var range = RangeOf(memory, length);
        if (_private?.Contains(range.Start, range.Start + range.Length) == false) return false;
        var register = new Registration { Range = range, Mode = RegisterWriteProtect };
        if (IoControl.Request(_faults, RequestRegister, &register) != 0) return false;
        var scan = ScanOf(range);
        scan.Flags = ProtectMatching | CheckAsync;
        scan.CategoryMask = IsWritten;
        scan.ReturnMask = IsWritten;
        while (TryScan(_pageMap, ref scan, out _))
        {
        }

        return scan.Start >= scan.End;
    }

    /// <summary>Finds the pages of state that were not written to since the memory was watched last. What is in doubt counts as written. From several threads.</summary>
    /// <param name="memory">Where the piece of state begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="isSame">One for each of its pages: set where the page was not written to, and left as it is elsewhere.</param>
    public void FindSame(nint memory, long length, Span<bool> isSame)
    {
        const int MostRegions = 128;
        var regions = stackalloc Region[MostRegions];
        var scan = ScanOf(RangeOf(memory, length));
        scan.Regions = (ulong)regions;
        scan.RegionCount = MostRegions;
        scan.CategoryInverted = Doubts;
        scan.CategoryMask = Doubts | IsWatchable | IsPresent;
        scan.ReturnMask = IsWatchable;
        ulong first = 0, end = 0;
        while (TryScan(_pageMap, ref scan, out int count))
        {
            for (int i = 0; i < count; i++)
            {
                if (regions[i].Start != end)
                {
                    Mark(memory, length, first, end, isSame);
                    first = regions[i].Start;
                }

                end = regions[i].End;
            }
        }

        Mark(memory, length, first, end, isSame);
    }

    /// <summary>Watches pieces of state no longer: writes to them cost nothing again. From any thread.</summary>
    /// <returns>Whether all went well: memory that is not there any more is no matter.</returns>
    public bool Unwatch(IEnumerable<TrackedPiece> pieces)
    {
        bool isDone = true;
        foreach (var piece in pieces)
        {
            var protection = new Protection { Range = RangeOf(piece.Memory, piece.Length) };
            isDone &= IoControl.Request(_faults, RequestWriteProtect, &protection) == 0;
        }

        return isDone;
    }

    public void Dispose()
    {
        _private?.Dispose();
        _pageMap.Dispose();
        _faults.Dispose();
    }

    /// <summary>Scans on; false at the end, or where the system refuses.</summary>
    private static bool TryScan(SafeFileHandle pageMap, ref ScanArguments scan, out int regions)
    {
        regions = 0;
        if (scan.Start >= scan.End) return false;
        fixed (ScanArguments* arguments = &scan) regions = IoControl.Request(pageMap, RequestScan, arguments);
        if (regions < 0 || scan.WalkEnd <= scan.Start) return false;
        scan.Start = scan.WalkEnd;
        return true;
    }

    /// <summary>Marks the pages of a piece of state that lie, with all pages of the system that they have a part of, in a range of addresses.</summary>
    private static void Mark(nint memory, long length, ulong from, ulong to, Span<bool> isSame)
    {
        if (from == to) return;
        for (int page = (int)(((long)Math.Max(from, (ulong)memory) - memory) / CheckpointWriter.PageBytes); page < isSame.Length; page++)
        {
            var range = RangeOf(memory + (nint)page * CheckpointWriter.PageBytes, CapturedPage.LengthOf(length, page));
            if (range.Start + range.Length > to) return;
            if (range.Start >= from) isSame[page] = true;
        }
    }

    private static Range RangeOf(nint memory, long length)
    {
        ulong page = (ulong)Environment.SystemPageSize;
        ulong start = (ulong)memory & ~(page - 1);
        ulong end = ((ulong)memory + (ulong)length + page - 1) & ~(page - 1);
        return new Range { Start = start, Length = end - start };
    }

    private static ScanArguments ScanOf(Range range) =>
        new() { Size = (ulong)sizeof(ScanArguments), Start = range.Start, End = range.Start + range.Length };

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long SystemCall(long number, long flags);

    private struct Api
    {
        public ulong Version;
        public ulong Features;
        public ulong Requests;
    }

    private struct Range
    {
        public ulong Start;
        public ulong Length;
    }

    private struct Registration
    {
        public Range Range;
        public ulong Mode;
        public ulong Requests;
    }

    private struct Protection
    {
        public Range Range;
        public ulong Mode;
    }

    private readonly record struct Region(ulong Start, ulong End, ulong Categories);

    private struct ScanArguments
    {
        public ulong Size;
        public ulong Flags;
        public ulong Start;
        public ulong End;
        public ulong WalkEnd;
        public ulong Regions;
        public ulong RegionCount;
        public ulong MostPages;
        public ulong CategoryInverted;
        public ulong CategoryMask;
        public ulong CategoryAnyOf;
        public ulong ReturnMask;
    }
}
