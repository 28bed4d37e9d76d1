using FlorDb.Cli.Prompt;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class MetaCommandTests
{
    [Theory]
    [InlineData("\\q", MetaKind.Leave, "")]
    [InlineData("exit", MetaKind.Leave, "")]
    [InlineData("Quit;", MetaKind.Leave, "")]
    [InlineData("help ;", MetaKind.Help, "")]
    [InlineData("\\?", MetaKind.Help, "")]
    [InlineData("\\d  acc", MetaKind.Describe, "acc")]
    [InlineData("\\d;", MetaKind.Describe, "")]
    [InlineData("\\x on\n", MetaKind.Expand, "on")]
    [InlineData("\\nonsense", MetaKind.Unknown, "\\nonsense")]
    public void Parse_knows_commands(string text, object kind, string argument)
    {
        var command = MetaCommand.Parse(StatementSplitter.Split(text)[0]);
        Assert.Equal((kind, argument), (command!.Kind, command.Argument));
    }

    [Theory]
    [InlineData("SELECT help FROM runs;")]
    [InlineData("helper;")]
    [InlineData("exit now;")]
    public void Parse_leaves_statements_alone(string text) => Assert.Null(MetaCommand.Parse(StatementSplitter.Split(text)[0]));
}
