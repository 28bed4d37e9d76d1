using FlorDb.Cli.Prompt;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class NameCompletionTests
{
    private static readonly NameCompletion Completion = new(["SELECT", "SHOW"], () => ["accuracy", "acc", "\"val/acc\""]);

    [Theory]
    [InlineData("SE", "SELECT")]
    [InlineData("se", "select")]
    [InlineData("S", "SELECT SHOW")]
    [InlineData("ac", "accuracy acc")]
    [InlineData("lr,ac", "lr,accuracy lr,acc")]
    [InlineData("max(acc", "max(accuracy max(acc")]
    [InlineData("\"va", "\"val/acc\"")]
    [InlineData("zz", "")]
    public void GetCompletions_completes_the_name_at_the_end(string word, string expected) =>
        Assert.Equal(expected, string.Join(' ', Completion.GetCompletions("", word, "")!));

    [Fact]
    public void GetCompletions_offers_nothing_for_an_empty_word() => Assert.Null(Completion.GetCompletions("SELECT ", "", ""));
}
