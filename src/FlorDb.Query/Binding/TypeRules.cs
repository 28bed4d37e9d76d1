using FlorDb.Query.Functions;
using FlorDb.Query.Syntax;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Makes operands fit: the conversions that need not be written, and the errors where one must be.</summary>
internal sealed class TypeRules(BindingContext context)
{
    /// <summary>Brings two operands to types that can be compared.</summary>
    public (BoundExpression Left, BoundExpression Right) Comparable(
        BoundExpression left, BoundExpression right, TextSpan leftSpan, TextSpan rightSpan, bool needsOrder)
    {
        left = AdaptText(left, right.Type, leftSpan);
        right = AdaptText(right, left.Type, rightSpan);
        if (ExpressionType.LeastUpperBound(left.Type, right.Type) is null)
            throw context.Error(
                rightSpan, $"{left} is {left.Type} and {right} is {right.Type}: they can't be compared.", ComparisonHint(left, right));
        var unordered = new[] { left, right }.FirstOrDefault(side => !side.Type.IsDynamic && !CellComparer.HasOrder(side.Type.Kind));
        if (needsOrder && unordered is not null)
            throw context.Error(leftSpan, $"{unordered} is {unordered.Type}: such values have no order.", OrderHint(unordered.Type));
        return (left, right);
    }

    /// <summary>Brings operands to one type.</summary>
    public List<BoundExpression> Unified(IReadOnlyList<(BoundExpression Operand, TextSpan Span)> operands, string user)
    {
        ExpressionType type = CellKind.Null;
        foreach (var (operand, span) in operands)
        {
            type = ExpressionType.LeastUpperBound(type, operand.Type)
                ?? throw context.Error(
                    span, $"{user} needs values of one type, but this one is {operand.Type} and the ones before are {type}.", "Convert with CAST(... AS ...).");
        }

        return [.. operands.Select(entry => type.Is(CellKind.Float64) ? ToFloat(entry.Operand, entry.Span) : entry.Operand)];
    }

    /// <summary>Makes an argument fit a parameter.</summary>
    public BoundExpression Fitted(BoundExpression argument, ParameterKind parameter, TextSpan span, string user)
    {
        if (argument.Type.IsNull || parameter == ParameterKind.Any) return argument;
        if (parameter == ParameterKind.Number) return Number(argument, span, user);
        var kind = KindOf(parameter);
        var adapted = AdaptText(argument, kind, span);
        if (adapted.Type.IsDynamic) return new BoundRequire(adapted, kind, user, context.Site(span));
        if (kind == CellKind.Float64 && adapted.Type.IsNumber) return ToFloat(adapted, span);
        return adapted.Type.Is(kind) ? adapted : throw Misfit(adapted, TypeNames.Of(kind), span, user);
    }

    /// <summary>Checks that an expression is a condition.</summary>
    public BoundExpression Condition(BoundExpression condition, TextSpan span, string user)
    {
        if (condition.Type.IsDynamic) return new BoundRequire(condition, CellKind.Boolean, user, context.Site(span));
        if (condition.Type.Is(CellKind.Boolean) || condition.Type.IsNull) return condition;
        throw context.Error(
            span, $"{user} needs a condition, but {condition} is {condition.Type}.", "A condition is true or false, such as loss < 0.5.");
    }

    /// <summary>Makes a text out of an operand of <c>||</c>.</summary>
    public BoundExpression ToText(BoundExpression operand, TextSpan span) =>
        operand.Type.Is(CellKind.String) || operand.Type.IsNull ? operand : new BoundCast(operand, CellKind.String, false, context.Site(span));

    /// <summary>A text in single quotes takes the type that is needed: <c>tstamp > '2024-01-31'</c>.</summary>
    private BoundExpression AdaptText(BoundExpression expression, ExpressionType wanted, TextSpan span)
    {
        var adapts = wanted.Kind is CellKind.Timestamp or CellKind.Int64 or CellKind.Float64 or CellKind.Boolean;
        if (!adapts || expression is not BoundLiteral { Value.Kind: CellKind.String } literal) return expression;
        var target = wanted.Kind == CellKind.Int64 ? CellKind.Float64 : wanted.Kind;
        return CellCast.TryConvert(literal.Value, target) is { } value
            ? new BoundLiteral(target != wanted.Kind && value.AsFloat64() % 1 == 0 ? CellCast.TryConvert(literal.Value, wanted.Kind) ?? value : value)
            : throw context.Error(
                span, $"{literal} is not a {wanted} value.", wanted.Is(CellKind.Timestamp) ? "Timestamps are written '2024-01-31 12:00:00'." : null);
    }

    private BoundExpression Number(BoundExpression argument, TextSpan span, string user) =>
        argument.Type.IsDynamic ? new BoundRequireNumber(argument, user, context.Site(span))
        : argument.Type.IsNumber ? argument
        : throw Misfit(argument, "a number", span, user);

    private BoundExpression ToFloat(BoundExpression operand, TextSpan span) =>
        operand.Type.Is(CellKind.Int64) ? new BoundCast(operand, CellKind.Float64, false, context.Site(span)) : operand;

    private FlorQlException Misfit(BoundExpression argument, string wanted, TextSpan span, string user) => context.Error(
        span, $"{user} needs {wanted}, but {argument} is {argument.Type}.",
        argument.Type.Is(CellKind.Tensor) ? OrderHint(argument.Type) : "Convert with CAST(... AS ...).");

    private static CellKind KindOf(ParameterKind parameter) => parameter switch
    {
        ParameterKind.Float => CellKind.Float64,
        ParameterKind.Integer => CellKind.Int64,
        ParameterKind.Text => CellKind.String,
        ParameterKind.Timestamp => CellKind.Timestamp,
        ParameterKind.Tensor => CellKind.Tensor,
        _ => throw new System.Diagnostics.UnreachableException($"{parameter} takes more than one kind."),
    };

    private static string ComparisonHint(BoundExpression left, BoundExpression right)
    {
        var text = left.Type.Is(CellKind.String) ? left : right;
        var other = text == left ? right : left;
        return text.Type.Is(CellKind.String) ? $"Convert the text: TRY_CAST({text} AS {other.Type})." : "Convert one of them with CAST(... AS ...).";
    }

    private static string? OrderHint(ExpressionType type) =>
        type.Is(CellKind.Tensor) ? "Take an element of an n-d value with an index for each dimension: x[1][2]." : null;
}
