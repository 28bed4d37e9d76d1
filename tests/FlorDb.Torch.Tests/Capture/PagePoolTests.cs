using FlorDb.Storage;
using FlorDb.Torch.Capture;

namespace FlorDb.Torch.Tests.Capture;

public sealed unsafe class PagePoolTests : IDisposable
{
    private readonly PagePool _pool = new();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Pages_are_apart_and_used_again()
    {
        var pages = Enumerable.Range(0, 1000).Select(_ => _pool.Rent()).Order().ToList();
        Assert.All(pages.Zip(pages.Skip(1)), pair => Assert.True(pair.Second - pair.First >= CheckpointWriter.PageBytes));
        foreach (nint page in pages) new Span<byte>((void*)page, CheckpointWriter.PageBytes).Fill(1);
        Assert.Equal(1000L * CheckpointWriter.PageBytes, _pool.BytesInUse);
        foreach (nint page in pages) _pool.Return(page);
        Assert.Equal(0, _pool.BytesInUse);
        Assert.Contains(_pool.Rent(), pages);
    }

    [Fact]
    public void Memory_that_was_made_ready_is_there_and_no_more_than_that()
    {
        _pool.Prepare(20 << 20);
        Assert.InRange(_pool.Capacity, 20 << 20, 40 << 20);
        long capacity = _pool.Capacity;
        _pool.Prepare(20 << 20);
        _pool.Return(_pool.Rent());
        Assert.Equal(capacity, _pool.Capacity);
    }

    [Fact]
    public void Waiting_ends_when_a_page_comes_back_or_none_is_away()
    {
        Assert.False(_pool.WaitForReturn());
        var pages = Enumerable.Range(0, 100).Select(_ => _pool.Rent()).ToList();
        var waiting = new Thread(() => _pool.WaitForReturn());
        waiting.Start();
        foreach (nint page in pages)
        {
            _pool.Return(page);
            if (waiting.Join(1)) break;
        }

        Assert.True(waiting.Join(TimeSpan.FromSeconds(60)));
    }
}
