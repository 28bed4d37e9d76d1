using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Torch.Tests;

public sealed class FlorShufflerTests
{
    [Fact]
    public void Each_enumeration_is_a_permutation_decided_by_seed_and_number() =>
        Prop.ForAll<byte, long>((count, seed) =>
        {
            var (one, two) = (new FlorShuffler(count, seed), new FlorShuffler(count, seed));
            var orders = Enumerable.Range(0, 3).Select(_ => one.ToArray()).ToList();
            return orders.All(order => order.Order().SequenceEqual(Enumerable.Range(0, count).Select(i => (long)i)))
                && orders.All(order => order.SequenceEqual(two.ToArray()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Orders_differ_between_enumerations_and_seeds()
    {
        var shuffler = new FlorShuffler(100);
        var (first, second) = (shuffler.ToArray(), shuffler.ToArray());

        Assert.NotEqual(first, second);
        Assert.NotEqual(first, new FlorShuffler(100, 1).ToArray());
        Assert.Equal(2, shuffler.Enumerations);
    }

    [Fact]
    public void Order_is_part_of_the_contract() => Assert.Equal([7, 0, 6, 2, 4, 5, 1, 3], new FlorShuffler(8, 42).ToArray());

    [Fact]
    public void Every_place_is_equally_likely()
    {
        var shuffler = new FlorShuffler(4, 1);
        int[,] counts = new int[4, 4];
        for (int round = 0; round < 4000; round++)
        {
            long[] order = [.. shuffler];
            for (int place = 0; place < 4; place++) counts[place, order[place]]++;
        }

        foreach (int count in counts) Assert.InRange(count, 870, 1130);
    }
}
