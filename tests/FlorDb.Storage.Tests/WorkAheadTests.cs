namespace FlorDb.Storage.Tests;

public class WorkAheadTests
{
    [Fact]
    public void Work_that_no_thread_has_begun_is_done_by_whoever_asks()
    {
        using var release = new ManualResetEventSlim();
        using var done = new CountdownEvent(4 * Environment.ProcessorCount);
        for (int i = 0; i < done.InitialCount; i++)
            ThreadPool.QueueUserWorkItem(_ =>
            {
                release.Wait();
                done.Signal();
            });
        int result = 0;
        var asker = new Thread(() => result = WorkAhead.Begin(() => 42).Value);
        asker.Start();
        bool ended = asker.Join(TimeSpan.FromSeconds(60));
        release.Set();
        done.Wait();
        Assert.True(ended, "The result waited for a busy pool.");
        Assert.Equal(42, result);
    }

    [Fact]
    public void Work_is_done_once()
    {
        int times = 0;
        var results = Enumerable.Range(0, 200).Select(_ => WorkAhead.Begin(() => Interlocked.Increment(ref times))).ToList();
        int sum = results.Sum(result => result.Value);
        Assert.Equal((200, 200 * 201 / 2), (times, sum));
    }

    [Fact]
    public void An_exception_is_thrown_where_the_result_is_asked_for()
    {
        var result = WorkAhead.Begin<int>(() => throw new InvalidDataException("a damaged batch"));
        Assert.Equal("a damaged batch", Assert.Throws<InvalidDataException>(() => result.Value).Message);
        Assert.Equal("a damaged batch", Assert.Throws<InvalidDataException>(() => result.Value).Message);
    }
}
