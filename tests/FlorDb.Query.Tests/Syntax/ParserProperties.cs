using FlorDb.Query.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Query.Tests.Syntax;

public sealed class ParserProperties
{
    private static readonly string[] Pieces =
    [
        "SELECT", "FROM", "runs", "WHERE", "(", ")", "[", "]", ",", "'", "\"", "'text'", "\"name\"", "1", "1.5e3", "NULL", "AND", "NOT", "IN", "BETWEEN", "CASE", "WHEN",
        "END", "::", "--", "/*", "*/", "*", "=", "==", "<", ">", ";", "REPLAY ON 2 CPUS", "GROUP BY", "ORDER BY", "LIMIT", "\n", "é", "\0", "\ud800", "||", "!", ".", "-",
    ];

    [Fact]
    public void Printed_tree_parses_to_the_same_tree() =>
        Prop.ForAll(QueryGenerator.Statement.ToArbitrary(), statement =>
        {
            var printed = SyntaxPrinter.Print(statement);
            return SyntaxPrinter.Print(FlorQlParser.Parse(new SourceText(printed))) == printed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_gives_a_tree_or_an_error_that_points_into_it() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)).ToArbitrary(), IsTreeOrError)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_query_with_one_token_changed_gives_a_tree_or_an_error() =>
        Prop.ForAll(
            (from statement in QueryGenerator.Statement
             from position in Gen.Choose(0, 10_000)
             from piece in Gen.Elements(Pieces)
             select Mutate(SyntaxPrinter.Print(statement), position, piece)).ToArbitrary(),
            IsTreeOrError).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static string Mutate(string text, int position, string piece)
    {
        var words = text.Split(' ');
        words[position % words.Length] = piece;
        return string.Join(' ', words);
    }

    private static bool IsTreeOrError(string text)
    {
        try
        {
            return FlorQlParser.Parse(new SourceText(text)) is not null;
        }
        catch (FlorQlException error)
        {
            var lines = text.Split('\n');
            return error.Line >= 1 && error.Line <= lines.Length && error.Column >= 1 && error.Column <= lines[error.Line - 1].Length + 1;
        }
    }
}
