using FlorDb.Query.Hindsight;
using Sprache;
using static FlorDb.Query.Syntax.ExpressionGrammar;
using static FlorDb.Query.Syntax.TokenParsers;

namespace FlorDb.Query.Syntax;

/// <summary>The grammar of statements. The contract is <c>spec/florql.md</c>.</summary>
internal static class StatementGrammar
{
    private static readonly WorkerPool OneWorker = new(WorkerKind.Cpu, 1);

    private static readonly Parser<Identifier> ImplicitAlias =
        Token(IsImplicitAlias, AnOperator).Select(Identifier.From);

    private static readonly Parser<Identifier> Alias =
        (from _ in OperatorWord("AS") from name in Name select name).Or(ImplicitAlias);

    private static readonly Parser<SelectItem> Star =
        from star in Symbol("*")
        select new SelectItem(new StarExpression(null, star.Span), null);

    private static readonly Parser<SelectItem> QualifiedStar =
        from table in Name
        from dot in Operator(".")
        from star in Symbol("*")
        select new SelectItem(new StarExpression(table, TextSpan.Between(table.Span, star.Span)), null);

    private static readonly Parser<SelectItem> Item =
        Star
            .Or(QualifiedStar)
            .Or(from expression in AnyExpression from alias in Alias.Optional() select new SelectItem(expression, alias.GetOrDefault()))
            .Expected("an expression or *");

    private static readonly Parser<TableReference> From =
        from _ in Word("FROM")
        from table in Name.Expected("the name of a table")
        from alias in Alias.Optional()
        select new TableReference(table, alias.GetOrDefault());

    private static readonly Parser<Expression> Where = from _ in Word("WHERE") from condition in AnyExpression select condition;

    private static readonly Parser<IEnumerable<Expression>> GroupBy =
        from _ in Word("GROUP") from follows in Word("BY") from keys in List(AnyExpression) select keys;

    private static readonly Parser<Expression> Having = from _ in Word("HAVING") from condition in AnyExpression select condition;

    private static readonly Parser<bool> Nulls =
        from _ in Word("NULLS")
        from place in Word("FIRST").Or(Word("LAST"))
        select place.IsWord("FIRST");

    private static readonly Parser<OrderItem> OrderItem =
        from expression in AnyExpression
        from direction in Word("ASC").Or(Word("DESC")).Optional()
        from nulls in Nulls.Optional()
        select new OrderItem(expression, direction.IsDefined && direction.Get().IsWord("DESC"), nulls.IsDefined ? nulls.Get() : null);

    private static readonly Parser<IEnumerable<OrderItem>> OrderBy =
        from _ in Word("ORDER") from follows in Word("BY") from items in List(OrderItem) select items;

    private static readonly Parser<Expression> Limit = from _ in Word("LIMIT") from count in AnyExpression select count;

    private static readonly Parser<Expression> Offset = from _ in Word("OFFSET") from count in AnyExpression select count;

    private static readonly Parser<WorkerPool> Workers =
        from _ in Word("ON")
        from count in Token(IsCount, "a number of workers from 1 up")
        from kind in Token(token => token.IsWord("CPUS") || token.IsWord("CPU"), "CPUS").Select(_ => WorkerKind.Cpu)
            .Or(Token(token => token.IsWord("GPUS") || token.IsWord("GPU"), "GPUS").Select(_ => WorkerKind.Gpu))
        select new WorkerPool(kind, int.Parse(count.Text, System.Globalization.CultureInfo.InvariantCulture));

    private static readonly Parser<WorkerLauncher> Launcher =
        from _ in Word("USING")
        from slurm in Word("SLURM")
        select WorkerLauncher.Slurm;

    private static readonly Parser<ReplayClause> Replay =
        from word in Word("REPLAY")
        from workers in Workers.Optional()
        from launcher in Launcher.Optional()
        select new ReplayClause(workers.GetOrElse(OneWorker) with { Launcher = launcher.GetOrDefault() }, word.Span);

    private static readonly Parser<SelectStatement> Select =
        from _ in Word("SELECT")
        from distinct in OperatorWord("DISTINCT").Optional()
        from items in List(Item)
        from table in From.Optional()
        from condition in Where.Optional()
        from keys in GroupBy.Optional()
        from groups in Having.Optional()
        from order in OrderBy.Optional()
        from limit in Limit.Optional()
        from offset in Offset.Optional()
        from replay in Replay.Optional()
        select new SelectStatement
        {
            Distinct = distinct.IsDefined,
            Items = [.. items],
            From = table.GetOrDefault(),
            Where = condition.GetOrDefault(),
            GroupBy = [.. keys.GetOrElse([])],
            Having = groups.GetOrDefault(),
            OrderBy = [.. order.GetOrElse([])],
            Limit = limit.GetOrDefault(),
            Offset = offset.GetOrDefault(),
            Replay = replay.GetOrDefault(),
        };

    private static readonly Parser<Statement> Explain = from _ in Word("EXPLAIN") from query in Select select (Statement)new ExplainStatement(query);

    private static readonly Parser<Identifier> FromTable = from _ in Word("FROM") from table in Name.Expected("the name of a table") select table;

    private static readonly Parser<Statement> ShowColumns =
        from _ in Word("COLUMNS")
        from table in FromTable.Optional()
        select new ShowColumnsStatement(table.GetOrDefault());

    private static readonly Parser<Statement> Show =
        from _ in Word("SHOW")
        from what in ShowColumns
            .Or(Word("TABLES").Select(_ => (Statement)new ShowTablesStatement()))
            .Or(Word("RUNS").Select(_ => (Statement)new ShowRunsStatement()))
        select what;

    private static readonly Parser<Statement> Describe =
        from _ in Word("DESCRIBE")
        from table in Name.Expected("the name of a table")
        select new ShowColumnsStatement(table);

    /// <summary>A whole statement, up to the end of the text.</summary>
    public static readonly Parser<Statement> Statement =
        from statement in Explain.Or(Show).Or(Describe).Or(Select)
        from semicolons in Operator(";").Many()
        from end in OfKind(TokenKind.End, "the end of the query")
        select statement;

    private static bool IsImplicitAlias(Token token) =>
        token.Kind == TokenKind.QuotedName || (token.Kind == TokenKind.Name && !Keywords.NoImplicitAlias.Contains(token.Text));

    private static bool IsCount(Token token) => token.Kind == TokenKind.Number && int.TryParse(token.Text, out var count) && count > 0;
}
