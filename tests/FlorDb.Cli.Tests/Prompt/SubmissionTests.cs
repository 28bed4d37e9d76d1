using FlorDb.Cli.Prompt;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class SubmissionTests
{
    [Theory]
    [InlineData("SELECT 1;", true, true)]
    [InlineData("SELECT 1; ", true, true)]
    [InlineData("SELECT 1; -- done", true, true)]
    [InlineData("SELECT 1", true, false)]
    [InlineData("", true, true)]
    [InlineData("", false, false)]
    [InlineData("\\d", true, true)]
    [InlineData("\\d", false, false)]
    [InlineData("help", true, true)]
    [InlineData("EXIT", true, true)]
    [InlineData("help", false, false)]
    [InlineData("end of a string';", false, true)]
    [InlineData("-- only a comment", true, false)]
    public void LooksFinished_decides_what_Enter_does(string line, bool isFirst, bool finished) =>
        Assert.Equal(finished, Submission.LooksFinished(line, isFirst));
}
