using FlorDb.Torch.Capture;

namespace FlorDb.Torch.Tests.Capture;

public class SharedWorkTests
{
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(1000, 1)]
    [InlineData(1000, 4)]
    public void Every_part_is_done_once(int parts, int threads)
    {
        int[] done = new int[parts];
        SharedWork.Run(parts, threads, part => Interlocked.Increment(ref done[part]));
        Assert.All(done, times => Assert.Equal(1, times));
    }
}
