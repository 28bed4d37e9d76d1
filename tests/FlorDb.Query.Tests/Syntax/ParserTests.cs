using FlorDb.Query.Syntax;

namespace FlorDb.Query.Tests.Syntax;

public sealed class ParserTests
{
    [Theory]
    [InlineData("select a from runs", "SELECT a FROM runs")]
    [InlineData("SELECT a b, c AS \"d e\" FROM runs r;", "SELECT a AS b, c AS \"d e\" FROM runs AS r")]
    [InlineData("SELECT 1 + 2 * 3 - 4", "SELECT ((1 + (2 * 3)) - 4)")]
    [InlineData("SELECT NOT a = b AND c OR d", "SELECT (((NOT (a = b)) AND c) OR d)")]
    [InlineData("SELECT -a[1]::int", "SELECT (- CAST(a[1] AS int))")]
    [InlineData("SELECT a || b + 1 > c", "SELECT ((a || (b + 1)) > c)")]
    [InlineData("SELECT a BETWEEN 1 AND 2 AND b", "SELECT ((a BETWEEN 1 AND 2) AND b)")]
    [InlineData("SELECT a NOT IN (1, 2) IS NULL", "SELECT ((a NOT IN (1, 2)) IS NULL)")]
    [InlineData("SELECT a = b IS NOT NULL", "SELECT ((a = b) IS NOT NULL)")]
    [InlineData("SELECT count(DISTINCT a), count(*) FROM runs", "SELECT count(DISTINCT a), count(*) FROM runs")]
    [InlineData("SELECT a::double precision", "SELECT CAST(a AS double)")]
    [InlineData("SELECT first, last, replay, timestamp FROM runs", "SELECT first, last, replay, timestamp FROM runs")]
    [InlineData("SELECT a FROM runs REPLAY", "SELECT a FROM runs REPLAY ON 1 CPUS")]
    [InlineData("SELECT a FROM runs REPLAY USING SLURM", "SELECT a FROM runs REPLAY ON 1 CPUS USING SLURM")]
    [InlineData("select a from runs replay on 4 gpus using slurm;", "SELECT a FROM runs REPLAY ON 4 GPUS USING SLURM")]
    [InlineData("SELECT slurm FROM runs", "SELECT slurm FROM runs")]
    [InlineData(
        "SELECT DISTINCT a FROM runs WHERE b GROUP BY a HAVING c ORDER BY a DESC NULLS FIRST, b LIMIT 1 OFFSET 2 REPLAY ON 4 GPU",
        "SELECT DISTINCT a FROM runs WHERE b GROUP BY a HAVING c ORDER BY a DESC NULLS FIRST, b LIMIT 1 OFFSET 2 REPLAY ON 4 GPUS")]
    [InlineData("DESCRIBE logs", "SHOW COLUMNS FROM logs")]
    [InlineData("explain select 1", "EXPLAIN SELECT 1")]
    public void Parse_understands_precedence_and_clauses(string text, string printed) =>
        Assert.Equal(printed, SyntaxPrinter.Print(FlorQlParser.Parse(new SourceText(text))));

    [Fact]
    public void Parse_points_at_the_expression_with_its_parentheses()
    {
        var select = (SelectStatement)FlorQlParser.Parse(new SourceText("SELECT (a + b) * c FROM runs"));
        Assert.Equal(new TextSpan(7, 11), select.Items[0].Expression.Span);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("abs(", ")")]
    [InlineData("a[", "]")]
    [InlineData("CASE WHEN ", " THEN 1 END")]
    public void Parse_of_deep_nesting_is_an_error(string open, string close)
    {
        var text = $"SELECT {string.Concat(Enumerable.Repeat(open, 10_000))}1{string.Concat(Enumerable.Repeat(close, 10_000))}";
        Assert.Equal("This expression is nested too deeply.", Assert.Throws<FlorQlException>(() => FlorQlParser.Parse(new SourceText(text))).Problem);
    }

    [Theory]
    [InlineData("1 + ")]
    [InlineData("- ")]
    [InlineData("NOT ")]
    public void Parse_of_endless_chains_is_an_error(string link)
    {
        var text = $"SELECT {string.Concat(Enumerable.Repeat(link, 50_000))}1";
        Assert.Equal("This expression is nested too deeply.", Assert.Throws<FlorQlException>(() => FlorQlParser.Parse(new SourceText(text))).Problem);
    }

    [Fact]
    public void Parse_of_a_long_list_and_a_long_chain_of_conditions_is_fine()
    {
        var list = string.Join(", ", Enumerable.Range(0, 5_000));
        var chain = string.Join(" OR ", Enumerable.Range(0, 5_000).Select(i => $"a = {i}"));
        Assert.IsType<SelectStatement>(FlorQlParser.Parse(new SourceText($"SELECT a FROM runs WHERE a IN ({list}) OR {chain}")));
    }

    [Fact]
    public void Parse_of_a_query_that_is_too_long_is_an_error() =>
        Assert.Contains("longer than", Assert.Throws<FlorQlException>(() => FlorQlParser.Parse(new SourceText(new string(' ', 2_000_000)))).Message, StringComparison.Ordinal);
}
