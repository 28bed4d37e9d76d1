using FlorDb.Cli.Prompt;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Cli.Tests.Prompt;

public sealed class StatementSplitterTests
{
    /// <summary>Pieces of text that are interesting together.</summary>
    private static readonly string[] Fragments =
        [";", "'", "\"", "--", "/*", "*/", "\n", " ", "a", "SELECT 1", "''", "\\d", "\\", "x;y", "'it;s'", "\"a;b\"", "-- c;\n", "/* d; */", "é"];

    private static readonly Gen<string> Texts = Gen.Elements(Fragments).ListOf().Select(parts => string.Concat(parts));

    [Fact]
    public void Pieces_joined_are_the_text() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Texts.ToArbitrary(), text =>
            string.Concat(StatementSplitter.Split(text).Select(piece => piece.Text)) == text));

    [Fact]
    public void Only_the_last_piece_may_be_unfinished() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Texts.ToArbitrary(), text =>
            StatementSplitter.Split(text).SkipLast(1).All(piece => piece.End != StatementEnd.Unfinished)));

    [Fact]
    public void A_semicolon_in_a_string_name_or_comment_never_splits() =>
        Check.QuickThrowOnFailure(Prop.ForAll(QuotedStatements().ToArbitrary(), statements =>
        {
            var pieces = StatementSplitter.Split(string.Concat(statements.Select(statement => statement + ";")));
            return pieces.Length == statements.Count
                && pieces.Zip(statements).All(pair => pair.First.Text == pair.Second + ";" && pair.First.End == StatementEnd.Semicolon);
        }));

    [Fact]
    public void Splitting_line_by_line_gives_the_same_statements() =>
        Check.QuickThrowOnFailure(Prop.ForAll(QuotedStatements().ToArbitrary(), statements =>
        {
            var text = string.Concat(statements.Select(statement => statement + ";\n"));
            return LineByLine(text).SequenceEqual(Finished(StatementSplitter.Split(text)));
        }));

    [Theory]
    [InlineData("", 0)]
    [InlineData("SELECT 1", 1)]
    [InlineData("SELECT 1;", 1)]
    [InlineData("SELECT 1; SELECT 2", 2)]
    [InlineData("SELECT ';'; SELECT \";\"", 2)]
    [InlineData("SELECT 'it''s; fine'; x", 2)]
    [InlineData("-- nothing; here\nSELECT 1;", 1)]
    [InlineData("/* a; b */ SELECT 1;", 1)]
    [InlineData("/* a; /* b; */ c; */ SELECT 1;", 1)]
    [InlineData("\\d runs; and more\nSELECT 1;", 2)]
    public void Split_counts_statements(string text, int pieces) => Assert.Equal(pieces, StatementSplitter.Split(text).Length);

    [Theory]
    [InlineData("SELECT 1;", StatementEnd.Semicolon, false)]
    [InlineData("SELECT 1", StatementEnd.Unfinished, false)]
    [InlineData("SELECT 'open;", StatementEnd.Unfinished, false)]
    [InlineData("SELECT \"open;", StatementEnd.Unfinished, false)]
    [InlineData("SELECT /* open;", StatementEnd.Unfinished, false)]
    [InlineData("-- only a comment;", StatementEnd.Unfinished, true)]
    [InlineData("  \n /* x */ ", StatementEnd.Unfinished, true)]
    [InlineData(" ;", StatementEnd.Semicolon, true)]
    [InlineData("\\x on", StatementEnd.Line, false)]
    [InlineData("  \\q\n", StatementEnd.Line, false)]
    public void Split_tells_how_a_piece_ends(string text, object end, bool blank)
    {
        var piece = Assert.Single(StatementSplitter.Split(text));
        Assert.Equal((end, blank), (piece.End, piece.IsBlank));
    }

    private static Gen<List<string>> QuotedStatements()
    {
        string[] safe = ["a ", "SELECT 1 ", "'x;y' ", "'it''s;' ", "\"n;m\" ", "/* c; ' */ ", "-- d; \"\n", "\n", "/ ", "- ", "* ", "é "];
        return Gen.Elements(safe).ListOf().Select(parts => "s " + string.Concat(parts)).ListOf().Select(list => list.ToList());
    }

    private static List<string> LineByLine(string text)
    {
        var statements = new List<string>();
        var pending = "";
        foreach (var line in text.Split('\n'))
        {
            var pieces = StatementSplitter.Split(pending + line + "\n");
            statements.AddRange(Finished(pieces));
            pending = pieces.Length > 0 && pieces[^1].End == StatementEnd.Unfinished ? pieces[^1].Text : "";
        }

        return statements;
    }

    private static IEnumerable<string> Finished(IEnumerable<StatementPiece> pieces) =>
        pieces.Where(piece => piece.End != StatementEnd.Unfinished).Select(piece => piece.Text);
}
