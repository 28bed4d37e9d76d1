using FlorDb.Query.Syntax;

namespace FlorDb.Query.Tests.Syntax;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("loss", "loss", 0)]
    [InlineData("loss", "los", 1)]
    [InlineData("loss", "lsos", 1)]
    [InlineData("loss", "boss", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string first, string second, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(first, second));
        Assert.Equal(distance, NearestName.Distance(second, first));
    }

    [Fact]
    public void Find_gives_the_nearest_first_and_nothing_far_away() =>
        Assert.Equal(["accuracy", "accuracy2"], NearestName.Find("acuracy", ["loss", "accuracy2", "accuracy", "epoch"]));
}
