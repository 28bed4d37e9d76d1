using System.Globalization;
using FlorDb.Storage;
using Sprache;
using static FlorDb.Query.Syntax.TokenParsers;

namespace FlorDb.Query.Syntax;

/// <summary>The grammar of expressions, loosest operators last. The contract is <c>spec/florql.md</c>.</summary>
internal static class ExpressionGrammar
{
    /// <summary>Any expression.</summary>
    public static readonly Parser<Expression> AnyExpression = Nested(Parse.Ref(() => Disjunction!)).Expected("an expression");

    public static readonly Parser<Identifier> Name =
        Token(token => token.Kind is TokenKind.Name or TokenKind.QuotedName, "a name").Select(Identifier.From);

    private static readonly Parser<Expression> Number =
        OfKind(TokenKind.Number, "a number").Select(token => (Expression)new LiteralExpression(NumberValue(token.Text), token.Span));

    private static readonly Parser<Token> Text = OfKind(TokenKind.String, "a text in single quotes");

    private static readonly Parser<Expression> Literal =
        Number
            .Or(Text.Select(token => (Expression)new LiteralExpression(CellValue.Of(token.Text), token.Span)))
            .Or(Word("TRUE").Select(token => (Expression)new LiteralExpression(CellValue.Of(true), token.Span)))
            .Or(Word("FALSE").Select(token => (Expression)new LiteralExpression(CellValue.Of(false), token.Span)))
            .Or(Word("NULL").Select(token => (Expression)new LiteralExpression(CellValue.Null, token.Span)));

    // TIMESTAMP '2024-01-31 12:00:00'
    private static readonly Parser<Expression> Timestamp =
        from word in Word("TIMESTAMP")
        from text in Text
        select CastExpression.Of(
            new LiteralExpression(CellValue.Of(text.Text), text.Span), Identifier.From(word), false, TextSpan.Between(word.Span, text.Span));

    private static readonly Parser<Identifier> TypeName =
        from name in Name.Expected("a type")
        from precision in (name.Name.Equals("DOUBLE", StringComparison.OrdinalIgnoreCase) ? Word("PRECISION") : Never).Optional()
        select name;

    private static readonly Parser<Expression> Cast =
        from word in Token(token => token.Kind == TokenKind.Keyword && token.Text is "CAST" or "TRY_CAST", "CAST")
        from open in Symbol("(")
        from operand in AnyExpression
        from _ in Word("AS")
        from type in TypeName
        from close in Symbol(")")
        select CastExpression.Of(operand, type, word.Text == "TRY_CAST", TextSpan.Between(word.Span, close.Span));

    private static readonly Parser<CaseBranch> Branch =
        from when in Word("WHEN")
        from condition in AnyExpression
        from then in Word("THEN")
        from value in AnyExpression
        select new CaseBranch(condition, value);

    private static readonly Parser<Expression> Case =
        from start in Word("CASE")
        from operand in AnyExpression.Optional()
        from branches in Branch.AtLeastOnce()
        from otherwise in (from _ in Word("ELSE") from value in AnyExpression select value).Optional()
        from end in Word("END")
        select CaseExpression.Of(operand.GetOrDefault(), branches, otherwise.GetOrDefault(), TextSpan.Between(start.Span, end.Span));

    // EXTRACT(year FROM tstamp) is date_part('year', tstamp).
    private static readonly Parser<Expression> Extract =
        from word in Word("EXTRACT")
        from open in Symbol("(")
        from part in Name
        from _ in Word("FROM")
        from operand in AnyExpression
        from close in Symbol(")")
        let arguments = new[] { new LiteralExpression(CellValue.Of(part.Name), part.Span), operand }
        select CallExpression.Of(new Identifier("date_part", false, word.Span), false, arguments, TextSpan.Between(word.Span, close.Span));

    private static readonly Parser<IEnumerable<Expression>> Star =
        Symbol("*").Select(token => (IEnumerable<Expression>)[new StarExpression(null, token.Span)]);

    private static readonly Parser<Expression> Call =
        from name in Name
        from open in OperatorSymbol("(")
        from distinct in Word("DISTINCT").Optional()
        from arguments in Star.Or(List(AnyExpression)).Optional()
        from close in Symbol(")")
        select CallExpression.Of(name, distinct.IsDefined, arguments.GetOrElse([]), TextSpan.Between(name.Span, close.Span));

    private static readonly Parser<Expression> Column =
        from first in Name
        from second in (from dot in OperatorSymbol(".") from name in Name select name).Optional()
        select second.IsDefined
            ? (Expression)new NameExpression(first, second.Get(), TextSpan.Between(first.Span, second.Get().Span))
            : new NameExpression(null, first, first.Span);

    private static readonly Parser<Expression> Parenthesized =
        from open in Symbol("(")
        from inner in AnyExpression
        from close in Symbol(")")
        select inner with { Span = TextSpan.Between(open.Span, close.Span) };

    private static readonly Parser<Expression> Primary =
        Literal.Or(Timestamp).Or(Cast).Or(Case).Or(Extract).Or(Call).Or(Column).Or(Parenthesized).Expected("an expression");

    private static readonly Parser<Func<Expression, Expression>> Index =
        from open in OperatorSymbol("[")
        from index in AnyExpression
        from close in Symbol("]")
        select (Func<Expression, Expression>)(operand => IndexExpression.Of(operand, index, TextSpan.Between(operand.Span, close.Span)));

    private static readonly Parser<Func<Expression, Expression>> ShortCast =
        from op in OperatorSymbol("::")
        from type in TypeName
        select (Func<Expression, Expression>)(operand => CastExpression.Of(operand, type, false, TextSpan.Between(operand.Span, type.Span)));

    private static readonly Parser<Expression> Postfix = Suffixed(Primary, Index.Or(ShortCast));

    private static readonly Parser<Expression> Signed =
        from signs in Token(token => token.Kind == TokenKind.Symbol && token.Text is "-" or "+", "an expression").Many()
        from operand in Postfix
        select signs.Reverse().Aggregate(operand, ApplySign);

    private static readonly Parser<Expression> Product = LeftChain(Signed, Operator("*", "/", "//", "%"));

    private static readonly Parser<Expression> Sum = LeftChain(Product, Operator("+", "-"));

    private static readonly Parser<Expression> Concatenation = LeftChain(Sum, Operator("||"));

    private static readonly Parser<Func<Expression, Expression>> In =
        from _ in OperatorWord("IN")
        from open in Symbol("(")
        from list in List(AnyExpression)
        from close in Symbol(")")
        select (Func<Expression, Expression>)(operand => InExpression.Of(operand, list, false, close));

    private static readonly Parser<Func<Expression, Expression>> Between =
        from _ in OperatorWord("BETWEEN")
        from low in Concatenation
        from and in Word("AND")
        from high in Concatenation
        select (Func<Expression, Expression>)(operand => BetweenExpression.Of(operand, low, high, false));

    private static readonly Parser<Func<Expression, Expression>> Like =
        from word in OperatorWord("LIKE", "ILIKE")
        from pattern in Concatenation
        select (Func<Expression, Expression>)(operand => LikeExpression.Of(operand, pattern, word.Text == "ILIKE", false));

    private static readonly Parser<Func<Expression, Expression>> Membership =
        from not in OperatorWord("NOT").Optional()
        from suffix in In.Or(Between).Or(Like).Expected(not.IsDefined ? "IN, BETWEEN, LIKE or ILIKE" : AnOperator)
        select not.IsDefined ? operand => Negate(suffix(operand)) : suffix;

    private static readonly Parser<Expression> Range = Suffixed(Concatenation, Membership);

    private static readonly Parser<Expression> Comparison = LeftChain(Range, Operator("=", "<>", "!=", "<=", ">=", "<", ">"));

    private static readonly Parser<Func<Expression, Expression>> Is =
        from _ in OperatorWord("IS")
        from not in Word("NOT").Optional()
        from suffix in IsNull(not.IsDefined).Or(IsDistinct(not.IsDefined)).Or(IsTruth(not.IsDefined))
        select suffix;

    private static readonly Parser<Expression> Test = Suffixed(Comparison, Is);

    private static readonly Parser<Expression> Negation =
        from nots in Word("NOT").Many()
        from operand in Test
        select nots.Reverse().Aggregate(operand, (inner, not) => UnaryExpression.Of(not, inner));

    private static readonly Parser<Expression> Conjunction = Logical(Negation, "AND");

    private static readonly Parser<Expression> Disjunction = Logical(Conjunction, "OR");

    private static Parser<Token> Never => Token(_ => false, AnOperator);

    private static Parser<Token> OperatorSymbol(string symbol) => Operator(symbol);

    private static Parser<Expression> LeftChain(Parser<Expression> operand, Parser<Token> op) =>
        from first in operand
        from rest in (from o in op from right in operand select (Operator: o, Right: right)).Many()
        select rest.Aggregate(first, (left, next) =>
            BinaryExpression.Of(next.Operator.Text == "!=" ? "<>" : next.Operator.Text, next.Operator.Span, left, next.Right));

    private static Parser<Expression> Suffixed(Parser<Expression> operand, Parser<Func<Expression, Expression>> suffix) =>
        from first in operand
        from suffixes in suffix.Many()
        select suffixes.Aggregate(first, (inner, apply) => apply(inner));

    private static Parser<Expression> Logical(Parser<Expression> operand, string word) =>
        from first in operand
        from rest in (from _ in OperatorWord(word) from next in operand select next).Many()
        select LogicalExpression.Of(word, [first, .. rest]);

    private static Parser<Func<Expression, Expression>> IsNull(bool negated) =>
        from word in Word("NULL")
        select (Func<Expression, Expression>)(operand => IsNullExpression.Of(operand, negated, word));

    private static Parser<Func<Expression, Expression>> IsDistinct(bool negated) =>
        from word in Word("DISTINCT")
        from _ in Word("FROM")
        from right in Range
        select (Func<Expression, Expression>)(left => BinaryExpression.Of(DistinctFrom(negated), word.Span, left, right));

    // x IS TRUE never gives NULL: it is x IS NOT DISTINCT FROM TRUE.
    private static Parser<Func<Expression, Expression>> IsTruth(bool negated) =>
        from word in Word("TRUE").Or(Word("FALSE"))
        let truth = new LiteralExpression(CellValue.Of(word.Text == "TRUE"), word.Span)
        select (Func<Expression, Expression>)(left => BinaryExpression.Of(DistinctFrom(!negated), word.Span, left, truth));

    private static string DistinctFrom(bool negated) => negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM";

    private static Expression Negate(Expression membership) => membership switch
    {
        InExpression test => test with { Negated = true },
        BetweenExpression test => test with { Negated = true },
        LikeExpression test => test with { Negated = true },
        _ => throw new System.Diagnostics.UnreachableException($"{membership.GetType().Name} has no negated form."),
    };

    private static Expression ApplySign(Expression operand, Token sign) => (sign.Text, operand) switch
    {
        ("+", _) => operand,
        _ => UnaryExpression.Of(sign, operand),
    };

    private static CellValue NumberValue(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var integer)
            ? CellValue.Of(integer)
            : CellValue.Of(double.Parse(text, CultureInfo.InvariantCulture));
}
