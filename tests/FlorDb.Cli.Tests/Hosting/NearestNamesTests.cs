using FlorDb.Cli.Hosting;

namespace FlorDb.Cli.Tests.Hosting;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("fristRun", "firstRun")]
    [InlineData("FIRSTRUN", "firstRun")]
    [InlineData("smalerModel", "smallerModel")]
    [InlineData("nothing like it", "")]
    public void To_offers_what_is_near(string name, string expected) =>
        Assert.Equal(expected, string.Join(' ', NearestNames.To(name, ["firstRun", "smallerModel", "smallerModel", "EpicDemo"])));
}
