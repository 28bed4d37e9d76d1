using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Query.Syntax;

/// <summary>An expression as it was written. <see cref="Span"/> is the place that an error about it points to.</summary>
internal abstract record Expression(TextSpan Span)
{
    private const int HeightMax = 1_000;

    /// <summary>The longest way down to a leaf, limited so that walking a tree can't overflow the stack.</summary>
    public int Height { get; private init; } = 1;

    public abstract IEnumerable<Expression> Children { get; }

    /// <summary>The same expression once its height is known to be within the limit.</summary>
    protected static T Measured<T>(T expression)
        where T : Expression
    {
        var height = 1;
        foreach (var child in expression.Children) height = Math.Max(height, child.Height + 1);
        if (height > HeightMax) throw new NestingException(expression.Span);
        return expression with { Height = height };
    }
}

/// <summary>A literal.</summary>
internal sealed record LiteralExpression(CellValue Value, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [];
}

/// <summary>A name, with the table it belongs to if that was written.</summary>
internal sealed record NameExpression(Identifier? Qualifier, Identifier Name, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [];
}

/// <summary>The star of a select list.</summary>
internal sealed record StarExpression(Identifier? Qualifier, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [];
}

/// <summary>A minus sign or <c>NOT</c> before an operand.</summary>
internal sealed record UnaryExpression(string Operator, Expression Operand, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand];

    public static Expression Of(Token op, Expression operand) =>
        Measured(new UnaryExpression(op.Text.ToUpperInvariant(), operand, TextSpan.Between(op.Span, operand.Span)));
}

/// <summary>Arithmetic, <c>||</c>, a comparison, or <c>IS [NOT] DISTINCT FROM</c>.</summary>
internal sealed record BinaryExpression(string Operator, Expression Left, Expression Right, TextSpan OperatorSpan, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Left, Right];

    public static Expression Of(string op, TextSpan opSpan, Expression left, Expression right) =>
        Measured(new BinaryExpression(op, left, right, opSpan, TextSpan.Between(left.Span, right.Span)));
}

/// <summary><c>AND</c> or <c>OR</c> over two or more operands.</summary>
internal sealed record LogicalExpression(string Operator, ImmutableArray<Expression> Operands, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => Operands;

    public static Expression Of(string op, ImmutableArray<Expression> operands) =>
        operands.Length == 1 ? operands[0] : Measured(new LogicalExpression(op, operands, TextSpan.Between(operands[0].Span, operands[^1].Span)));
}

/// <summary><c>IS [NOT] NULL</c>.</summary>
internal sealed record IsNullExpression(Expression Operand, bool Negated, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand];

    public static Expression Of(Expression operand, bool negated, Token last) =>
        Measured(new IsNullExpression(operand, negated, TextSpan.Between(operand.Span, last.Span)));
}

/// <summary><c>[NOT] IN (list)</c>.</summary>
internal sealed record InExpression(Expression Operand, ImmutableArray<Expression> List, bool Negated, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => List.Prepend(Operand);

    public static Expression Of(Expression operand, IEnumerable<Expression> list, bool negated, Token last) =>
        Measured(new InExpression(operand, [.. list], negated, TextSpan.Between(operand.Span, last.Span)));
}

/// <summary><c>[NOT] BETWEEN low AND high</c>.</summary>
internal sealed record BetweenExpression(Expression Operand, Expression Low, Expression High, bool Negated, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand, Low, High];

    public static Expression Of(Expression operand, Expression low, Expression high, bool negated) =>
        Measured(new BetweenExpression(operand, low, high, negated, TextSpan.Between(operand.Span, high.Span)));
}

/// <summary><c>[NOT] LIKE</c> or <c>[NOT] ILIKE</c>.</summary>
internal sealed record LikeExpression(Expression Operand, Expression Pattern, bool IgnoresCase, bool Negated, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand, Pattern];

    public static Expression Of(Expression operand, Expression pattern, bool ignoresCase, bool negated) =>
        Measured(new LikeExpression(operand, pattern, ignoresCase, negated, TextSpan.Between(operand.Span, pattern.Span)));
}

/// <summary>One <c>WHEN condition THEN value</c>.</summary>
internal sealed record CaseBranch(Expression When, Expression Then);

/// <summary><c>CASE</c>, with or without an operand that is compared.</summary>
internal sealed record CaseExpression(Expression? Operand, ImmutableArray<CaseBranch> Branches, Expression? Else, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children =>
        Branches.SelectMany(branch => new[] { branch.When, branch.Then }).Concat(new[] { Operand, Else }.OfType<Expression>());

    public static Expression Of(Expression? operand, IEnumerable<CaseBranch> branches, Expression? otherwise, TextSpan span) =>
        Measured(new CaseExpression(operand, [.. branches], otherwise, span));
}

/// <summary><c>CAST(x AS type)</c>, <c>TRY_CAST(x AS type)</c> or <c>x::type</c>.</summary>
internal sealed record CastExpression(Expression Operand, Identifier Type, bool NullOnFailure, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand];

    public static Expression Of(Expression operand, Identifier type, bool nullOnFailure, TextSpan span) =>
        Measured(new CastExpression(operand, type, nullOnFailure, span));
}

/// <summary>A function or an aggregate with its arguments.</summary>
internal sealed record CallExpression(Identifier Function, bool Distinct, ImmutableArray<Expression> Arguments, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => Arguments;

    public static Expression Of(Identifier function, bool distinct, IEnumerable<Expression> arguments, TextSpan span) =>
        Measured(new CallExpression(function, distinct, [.. arguments], span));
}

/// <summary><c>x[i]</c>.</summary>
internal sealed record IndexExpression(Expression Operand, Expression Index, TextSpan Span) : Expression(Span)
{
    public override IEnumerable<Expression> Children => [Operand, Index];

    public static Expression Of(Expression operand, Expression index, TextSpan span) => Measured(new IndexExpression(operand, index, span));
}
