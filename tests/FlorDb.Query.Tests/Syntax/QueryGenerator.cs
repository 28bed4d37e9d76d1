using FlorDb.Query.Hindsight;
using FlorDb.Query.Syntax;
using FlorDb.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace FlorDb.Query.Tests.Syntax;

/// <summary>Random syntax trees.</summary>
internal static class QueryGenerator
{
    private static readonly TextSpan Nowhere = new(0, 0);

    private static readonly Gen<Identifier> Name = Gen.Elements(
        new Identifier("loss", false, Nowhere), new Identifier("Epoch", false, Nowhere), new Identifier("val/acc", true, Nowhere),
        new Identifier("a \"b\"", true, Nowhere), new Identifier("first", false, Nowhere), new Identifier("select", true, Nowhere));

    private static readonly Gen<Expression> Leaf = Gen.OneOf(
        Gen.Choose(0, 1000).Select(n => Literal(CellValue.Of((long)n))),
        Gen.Elements(0.5, 1e300, 2.5e-7, 12345678.25).Select(x => Literal(CellValue.Of(x))),
        Gen.Elements("", "it's", "a\nb", "%_").Select(text => Literal(CellValue.Of(text))),
        Gen.Elements(CellValue.Null, CellValue.Of(true), CellValue.Of(false)).Select(Literal),
        Name.Select(name => (Expression)new NameExpression(null, name, Nowhere)),
        Name.SelectMany(table => Name.Select(name => (Expression)new NameExpression(table, name, Nowhere))));

    public static Gen<Expression> Expression(int size) => size <= 0 ? Leaf : Gen.OneOf(Leaf, Operation(Expression(size / 2)), Test(Expression(size / 2)), Call(Expression(size / 3)));

    public static Gen<Statement> Statement =>
        from items in Expression(6).SelectMany(expression => Name.Select(name => new SelectItem(expression, name))).NonEmptyListOf()
        from condition in Optional(Expression(8))
        from keys in Expression(3).ListOf()
        from groups in Optional(Expression(3))
        from sorting in Expression(3).SelectMany(key => Gen.Elements<bool?>(null, true, false).Select(nulls => new OrderItem(key, nulls == true, nulls))).ListOf()
        from distinct in Gen.Elements(true, false)
        from replay in Gen.Elements(null, Replay(WorkerKind.Cpu, WorkerLauncher.Local), Replay(WorkerKind.Gpu, WorkerLauncher.Slurm))
        select (Statement)new SelectStatement
        {
            Distinct = distinct,
            Items = [.. items],
            From = new TableReference(new Identifier("runs", false, Nowhere), null),
            Where = condition,
            GroupBy = [.. keys],
            Having = groups,
            OrderBy = [.. sorting],
            Replay = replay,
        };

    private static ReplayClause Replay(WorkerKind kind, WorkerLauncher launcher) => new(new WorkerPool(kind, 3, launcher), Nowhere);

    private static Expression Literal(CellValue value) => new LiteralExpression(value, Nowhere);

    private static Gen<Expression?> Optional(Gen<Expression> gen) => Gen.OneOf(Gen.Constant<Expression?>(null), gen.Select(expression => (Expression?)expression));

    private static Gen<Expression> Operation(Gen<Expression> part) => Gen.OneOf(
        from op in Gen.Elements("+", "-", "*", "/", "//", "%", "||", "=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM")
        from left in part
        from right in part
        select (Expression)new BinaryExpression(op, left, right, Nowhere, Nowhere),
        from op in Gen.Elements("AND", "OR")
        from operands in part.ListOf(3)
        select (Expression)new LogicalExpression(op, [.. operands], Nowhere),
        from op in Gen.Elements("NOT", "-")
        from operand in part
        select (Expression)new UnaryExpression(op, operand, Nowhere));

    private static Gen<Expression> Test(Gen<Expression> part) =>
        from operand in part
        from low in part
        from high in part
        from negated in Gen.Elements(true, false)
        from test in Gen.Elements<Expression>(
            new IsNullExpression(operand, negated, Nowhere),
            new InExpression(operand, [low, high], negated, Nowhere),
            new BetweenExpression(operand, low, high, negated, Nowhere),
            new LikeExpression(operand, low, high is NameExpression, negated, Nowhere))
        select test;

    private static Gen<Expression> Call(Gen<Expression> part) =>
        from first in part
        from second in part
        from third in part
        from name in Name
        from call in Gen.Elements<Expression>(
            new CallExpression(name, first is NameExpression, [first, second], Nowhere),
            new CaseExpression(first, [new CaseBranch(second, third)], null, Nowhere),
            new CaseExpression(null, [new CaseBranch(first, second), new CaseBranch(third, first)], second, Nowhere),
            new CastExpression(first, new Identifier("BIGINT", false, Nowhere), second is NameExpression, Nowhere),
            new IndexExpression(first, second, Nowhere))
        select call;
}
