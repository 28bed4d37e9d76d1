using FlorDb.Bench.Running;

namespace FlorDb.Bench.Tests.Running;

public sealed class RoundsTests
{
    [Fact]
    public void Contenders_take_turns_in_both_orders()
    {
        var order = new List<string>();
        Func<int> Contender(string name) => () =>
        {
            order.Add(name);
            return order.Count;
        };

        var samples = Rounds.Alternate(2, Contender("a"), Contender("b"));

        Assert.Equal(["a", "b", "b", "a"], order);
        Assert.Equal([1, 4], samples[0]);
        Assert.Equal([2, 3], samples[1]);
    }

    [Fact]
    public void Median_is_the_middle_or_the_mean_of_both()
    {
        Assert.Equal(3, Rounds.Median([9.0, 1.0, 3.0]));
        Assert.Equal(2, Rounds.Median([9.0, 1.0, 3.0, 1.0]));
    }
}
