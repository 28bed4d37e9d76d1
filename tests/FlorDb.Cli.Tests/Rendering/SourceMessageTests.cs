using FlorDb.Cli.Rendering;

namespace FlorDb.Cli.Tests.Rendering;

public sealed class SourceMessageTests
{
    [Fact]
    public void The_place_is_marked_below_its_line() => Assert.Equal(
        """
        error: nothing is called acuracy.
         --> line 2, column 3
          |
        2 |   acuracy FROM runs
          |   ^^^^^^^
          = Did you mean accuracy?

        """.ReplaceLineEndings("\n"),
        Print("nothing is called acuracy.", "SELECT\n  acuracy FROM runs", 2, 3, "Did you mean accuracy?"));

    [Fact]
    public void The_end_of_the_text_is_a_place_too() => Assert.Equal(
        """
        error: the query ends here.
         --> line 1, column 7
          |
        1 | SELECT
          |       ^

        """.ReplaceLineEndings("\n"),
        Print("the query ends here.", "SELECT", 1, 7));

    [Fact]
    public void A_long_line_is_shown_around_its_place()
    {
        var text = Print("wrong.", new string('a', 300) + " b " + new string('c', 300), 1, 302);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length < 140, line));
        Assert.Contains("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_place_only_the_message_is_shown() => Assert.Equal("error: wrong.\n", Print("wrong.", "SELECT 1", 0, 0));

    private static string Print(string message, string source, int line, int column, params string[] help)
    {
        using var writer = new StringWriter();
        var place = line > 0 ? new SourcePlace(line, column, SourceMessage.TokenLength(source, line, column)) : null;
        SourceMessage.Print(new Pen(writer, ansi: false), message, source, place, help);
        return writer.ToString();
    }
}
