using System.Runtime.InteropServices;
using FlorDb.Storage;
using FlorDb.Torch.Capture;

namespace FlorDb.Torch.Tests.Capture;

public sealed unsafe class WriteWatchTests : IDisposable
{
    private const int Pages = 40;
    private readonly WriteWatch? _watch = WriteWatch.TryOpen();
    private readonly nint _block = (nint)NativeMemory.AlignedAlloc((Pages + 1) * CheckpointWriter.PageBytes, 4096);

    public WriteWatchTests() => new Span<byte>((void*)_block, (Pages + 1) * CheckpointWriter.PageBytes).Fill(1);

    public void Dispose()
    {
        _watch?.Dispose();
        NativeMemory.AlignedFree((void*)_block);
    }

    [Fact]
    public void Linux_of_this_age_has_one_where_it_is_not_forbidden()
    {
        bool isAllowed = OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status").Contains("Seccomp:\t0");
        if (isAllowed) Assert.Equal(Environment.OSVersion.Version >= new Version(6, 7), _watch is not null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(4095)]
    public void Written_pages_are_told_from_the_others(int offset)
    {
        if (_watch is null) return;
        var random = new Random(offset + 1);
        long length = Pages * CheckpointWriter.PageBytes - 100;
        nint memory = _block + offset;
        Assert.True(_watch.TryWatch(memory, length));
        for (int round = 0; round < 50; round++)
        {
            var written = new HashSet<int>();
            for (int i = random.Next(Pages); i > 0; i--)
            {
                long at = random.NextInt64(length);
                ((byte*)memory)[at] ^= 1;
                written.Add((int)(at / CheckpointWriter.PageBytes));
            }

            var isSame = Same(memory, length);
            for (int page = 0; page < Pages; page++)
            {
                if (written.Contains(page)) Assert.False(isSame[page]);
                // A page that begins or ends inside of one of the system's has that in common with its neighbour.
                else if (!written.Contains(page - 1) && !written.Contains(page + 1)) Assert.True(isSame[page]);
            }

            Assert.True(_watch.TryWatch(memory, length));
        }
    }

    [Fact]
    public void Write_of_the_system_itself_is_seen()
    {
        if (_watch is null) return;
        Assert.True(_watch.TryWatch(_block, Pages * CheckpointWriter.PageBytes));
        using var file = File.OpenRead(typeof(WriteWatchTests).Assembly.Location);
        file.ReadExactly(new Span<byte>((byte*)_block + 10 * CheckpointWriter.PageBytes, 5000));
        var isSame = Same(_block, Pages * CheckpointWriter.PageBytes);
        Assert.Equal([10], Enumerable.Range(0, Pages).Where(page => !isSame[page]));
    }

    [Fact]
    public void Memory_that_was_given_back_to_the_system_is_in_doubt()
    {
        if (_watch is null) return;
        Assert.True(_watch.TryWatch(_block, Pages * CheckpointWriter.PageBytes));
        Assert.Equal(0, madvise(_block, 8 * CheckpointWriter.PageBytes, 4));
        var isSame = Same(_block, Pages * CheckpointWriter.PageBytes);
        Assert.Equal(Enumerable.Range(0, 8), Enumerable.Range(0, Pages).Where(page => !isSame[page]));
    }

    [Fact]
    public void What_is_not_watched_or_no_longer_is_in_doubt()
    {
        if (_watch is null) return;
        Assert.DoesNotContain(true, Same(_block, Pages * CheckpointWriter.PageBytes));
        Assert.True(_watch.TryWatch(_block, Pages * CheckpointWriter.PageBytes));
        Assert.DoesNotContain(false, Same(_block, Pages * CheckpointWriter.PageBytes));
        _watch.Unwatch([new TrackedPiece(_block, 2 * CheckpointWriter.PageBytes)]);
        var isSame = Same(_block, Pages * CheckpointWriter.PageBytes);
        Assert.Equal([0, 1], Enumerable.Range(0, Pages).Where(page => !isSame[page]));
    }

    [Fact]
    public void Memory_that_is_not_there_can_not_be_watched()
    {
        if (_watch is null) return;
        Assert.False(_watch.TryWatch(4096, 100_000));
        Assert.DoesNotContain(true, Same(4096, 100_000));
    }

    private bool[] Same(nint memory, long length)
    {
        var isSame = new bool[CapturedPage.Count(length)];
        _watch!.FindSame(memory, length, isSame);
        return isSame;
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int madvise(nint address, nint length, int advice);
}
