using FsCheck;
using FsCheck.Fluent;
using TorchSharp.Utils;

namespace TorchSharp.Lite.Tests.Data;

public sealed class FisherYatesShufflerTests
{
    [Fact]
    public void Every_order_is_a_permutation()
    {
        var cases = Gen.Choose(0, 200).Zip(Gen.Choose(int.MinValue, int.MaxValue)).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(cases, item =>
            new FisherYatesShuffler(item.Item1, item.Item2).Order().SequenceEqual(Enumerable.Range(0, item.Item1).Select(i => (long)i))));
    }

    [Fact]
    public void A_seed_gives_the_same_order_each_time()
    {
        var shuffler = new FisherYatesShuffler(50, 7);
        Assert.Equal(shuffler.ToList(), shuffler.ToList());
        Assert.NotEqual(shuffler.ToList(), new FisherYatesShuffler(50, 8).ToList());
    }

    [Fact]
    public void Without_a_seed_each_time_has_its_own_order()
    {
        var shuffler = new FisherYatesShuffler(100);
        Assert.NotEqual(shuffler.ToList(), shuffler.ToList());
    }

    [Fact]
    public void All_orders_of_three_are_about_as_likely()
    {
        var counts = Enumerable.Range(0, 6_000).GroupBy(seed => string.Concat(new FisherYatesShuffler(3, seed))).Select(group => group.Count()).ToList();
        Assert.Equal(6, counts.Count);
        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }
}
