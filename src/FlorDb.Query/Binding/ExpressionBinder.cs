using System.Collections.Immutable;
using FlorDb.Query.Functions;
using FlorDb.Query.Syntax;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Gives names and types to expressions over the rows of a table.</summary>
internal class ExpressionBinder
{
    private readonly TypeRules _types;
    private bool _insideAlias;

    public ExpressionBinder(BindingContext context, Func<NameExpression, BoundExpression> bindName)
    {
        Context = context;
        BindName = bindName;
        _types = new TypeRules(context);
    }

    /// <summary>The clause that an expression stands in, for errors.</summary>
    public string Clause { get; init; } = "the select list";

    /// <summary>Whether <c>IS NULL</c> asks for the moment at which the query began.</summary>
    public bool NullsAtStart { get; init; }

    protected BindingContext Context { get; }

    protected Func<NameExpression, BoundExpression> BindName { get; }

    public BoundExpression BindCondition(Expression expression) => _types.Condition(Bind(expression), expression.Span, Clause);

    /// <summary>What a name stands for if it is an alias of the select list; null otherwise.</summary>
    public Func<NameExpression, Expression?> FindAlias { get; init; } = _ => null;

    public BoundExpression Bind(Expression expression)
    {
        if (_insideAlias || expression is not NameExpression name || FindAlias(name) is not { } target) return BindCore(expression);
        _insideAlias = true;
        var bound = Bind(target);
        _insideAlias = false;
        return bound;
    }

    protected bool IsAlias(Expression expression) => !_insideAlias && expression is NameExpression name && FindAlias(name) is not null;

    protected virtual BoundExpression BindCore(Expression expression) => expression switch
    {
        LiteralExpression literal => new BoundLiteral(literal.Value),
        NameExpression name => BindName(name),
        UnaryExpression { Operator: "NOT" } not => new BoundNot(_types.Condition(Bind(not.Operand), not.Operand.Span, "NOT")),
        UnaryExpression minus => BindMinus(minus),
        BinaryExpression binary => BindBinary(binary),
        LogicalExpression logical => new BoundLogical(
            logical.Operator == "AND", [.. logical.Operands.Select(operand => _types.Condition(Bind(operand), operand.Span, logical.Operator))]),
        IsNullExpression test => Negated(test.Negated, new BoundIsNull(Bind(test.Operand), NullsAtStart)),
        InExpression test => BindIn(test),
        BetweenExpression test => Negated(
            test.Negated, new BoundLogical(true, [Compare(">=", test.Operand, test.Low), Compare("<=", test.Operand, test.High)])),
        LikeExpression test => BindLike(test),
        CaseExpression choice => BindCase(choice),
        CastExpression cast => BindCast(cast),
        CallExpression call => BindCall(call),
        IndexExpression index => BindIndex(index),
        StarExpression star => throw Context.Error(star.Span, "* can stand only alone in a select list, or in count(*)."),
        _ => throw new System.Diagnostics.UnreachableException($"{expression.GetType().Name} has no meaning."),
    };

    protected BoundExpression Fitted(Expression argument, ParameterKind parameter, string user) =>
        _types.Fitted(Bind(argument), parameter, argument.Span, user);

    protected virtual BoundExpression BindCall(CallExpression call)
    {
        var name = call.Function.Name;
        if (FunctionCatalog.FindAggregate(name) is not null)
            throw Context.Error(
                call.Span, $"The aggregate {name} can't stand in {Clause}.", Clause == "WHERE" ? "Conditions on groups stand in HAVING." : null);
        var function = FunctionCatalog.FindScalar(name) ?? throw UnknownFunction(call);
        if (call.Distinct) throw Context.Error(call.Span, $"DISTINCT can stand only in an aggregate, and {name} is none.");
        if (!function.Accepts(call.Arguments.Length))
            throw Context.Error(call.Span, $"{name} can't be called with {Count(call.Arguments.Length)}.", $"It is written {function.Signature}.");
        return BindCall(call, function);
    }

    private BoundCall BindCall(CallExpression call, ScalarFunction function)
    {
        var arguments = call.Arguments.Select((argument, i) => (Fitted(argument, function.Parameter(i), function.Name), argument.Span)).ToList();
        if (function.Result is { } result)
            return new BoundCall(function, [.. arguments.Select(argument => argument.Item1)], result, Context.Site(call.Span));
        var rounds = function.Name == "round";
        var unified = _types.Unified(rounds ? arguments[..1] : arguments, function.Name);
        ExpressionType type = CellKind.Null;
        foreach (var argument in unified) type = ExpressionType.LeastUpperBound(type, argument.Type)!.Value;
        return new BoundCall(function, [.. unified, .. rounds ? arguments[1..].Select(argument => argument.Item1) : []], type, Context.Site(call.Span));
    }

    private BoundExpression BindMinus(UnaryExpression minus)
    {
        // The least integer: its digits alone are beyond the greatest one.
        if (Context.Text(minus.Operand.Span) == "9223372036854775808") return new BoundLiteral(CellValue.Of(long.MinValue));
        var operand = Fitted(minus.Operand, ParameterKind.Number, "-");
        var zero = operand.Type.Is(CellKind.Float64) ? CellValue.Of(-0.0) : CellValue.Of(0L);
        return new BoundArithmetic("-", new BoundLiteral(zero), operand, operand.Type, Context.Site(minus.Span));
    }

    private BoundExpression BindBinary(BinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case "=" or "<>" or "<" or "<=" or ">" or ">=":
                NoteComparisonWithNull(binary);
                return Compare(binary.Operator, binary.Left, binary.Right);
            case "IS DISTINCT FROM" or "IS NOT DISTINCT FROM":
                var (a, b) = _types.Comparable(Bind(binary.Left), Bind(binary.Right), binary.Left.Span, binary.Right.Span, needsOrder: false);
                return new BoundDistinctFrom(a, b, binary.Operator == "IS NOT DISTINCT FROM");
            case "||":
                return new BoundConcatenation(
                    _types.ToText(Bind(binary.Left), binary.Left.Span), _types.ToText(Bind(binary.Right), binary.Right.Span));
            default:
                return BindArithmetic(binary);
        }
    }

    private BoundArithmetic BindArithmetic(BinaryExpression binary)
    {
        var left = Bind(binary.Left);
        var right = Bind(binary.Right);
        var site = Context.Site(binary.OperatorSpan);
        if (binary.Operator == "-" && left.Type.Is(CellKind.Timestamp) && right.Type.Is(CellKind.Timestamp))
            return new BoundArithmetic("-", left, right, CellKind.Float64, site);
        left = Fitted(binary.Left, ParameterKind.Number, binary.Operator);
        right = Fitted(binary.Right, ParameterKind.Number, binary.Operator);
        var type = ExpressionType.LeastUpperBound(left.Type, right.Type)!.Value;
        return new BoundArithmetic(binary.Operator, left, right, binary.Operator == "/" ? CellKind.Float64 : type, site);
    }

    private BoundComparison Compare(string op, Expression left, Expression right)
    {
        var (a, b) = _types.Comparable(Bind(left), Bind(right), left.Span, right.Span, op is not ("=" or "<>"));
        return new BoundComparison(op, a, b, Context.Site(TextSpan.Between(left.Span, right.Span)));
    }

    private void NoteComparisonWithNull(BinaryExpression binary)
    {
        if (binary.Operator is not ("=" or "<>")) return;
        if (!new[] { binary.Left, binary.Right }.Any(side => side is LiteralExpression { Value.IsNull: true })) return;
        var comparison = Context.Text(TextSpan.Between(binary.Left.Span, binary.Right.Span));
        Context.AddNotice($"{comparison} is never true, because nothing equals NULL: write {(binary.Operator == "=" ? "IS NULL" : "IS NOT NULL")}.");
    }

    private BoundExpression BindIn(InExpression test) =>
        Negated(test.Negated, new BoundIn(Bind(test.Operand), [.. test.List.Select(item => (BoundExpression)Compare("=", test.Operand, item))]));

    private BoundExpression BindLike(LikeExpression test)
    {
        var user = test.IgnoresCase ? "ILIKE" : "LIKE";
        return Negated(test.Negated, new BoundLike(
            Fitted(test.Operand, ParameterKind.Text, user), Fitted(test.Pattern, ParameterKind.Text, user), test.IgnoresCase));
    }

    private BoundCase BindCase(CaseExpression choice)
    {
        var otherwise = choice.Else ?? new LiteralExpression(CellValue.Null, choice.Span);
        var values = _types.Unified(
            [.. choice.Branches.Select(branch => branch.Then).Append(otherwise).Select(value => (Bind(value), value.Span))], "CASE");
        ImmutableArray<(BoundExpression, BoundExpression)> branches =
            [.. choice.Branches.Select((branch, i) => (BindWhen(choice.Operand, branch.When), values[i]))];
        ExpressionType type = CellKind.Null;
        foreach (var value in values) type = ExpressionType.LeastUpperBound(type, value.Type)!.Value;
        return new BoundCase(branches, values[^1], type);
    }

    private BoundExpression BindWhen(Expression? operand, Expression when) =>
        operand is null ? _types.Condition(Bind(when), when.Span, "WHEN") : Compare("=", operand, when);

    private BoundCast BindCast(CastExpression cast)
    {
        var target = TypeNames.Find(cast.Type.Name) ?? throw UnknownType(cast.Type);
        var operand = Bind(cast.Operand);
        if (!operand.Type.IsDynamic && !CellCast.IsPossible(operand.Type.Kind, target))
            throw Context.Error(cast.Span, $"{operand} is {operand.Type}, which can't be converted to {TypeNames.Of(target)}.");
        return new BoundCast(operand, target, cast.NullOnFailure, Context.Site(cast.Span));
    }

    private BoundIndex BindIndex(IndexExpression index)
    {
        var operand = Bind(index.Operand);
        if (!operand.Type.IsDynamic && !operand.Type.IsNull && !operand.Type.Is(CellKind.Tensor))
            throw Context.Error(index.Span, $"{operand} is {operand.Type}: only n-d values have elements.");
        return new BoundIndex(operand, Fitted(index.Index, ParameterKind.Integer, "An index"), Context.Site(index.Span));
    }

    private FlorQlException UnknownFunction(CallExpression call)
    {
        var nearest = NearestName.Find(call.Function.Name, FunctionCatalog.Names);
        return Context.Error(
            call.Function.Span, $"There is no function {call.Function.Name}.", nearest.Count > 0 ? $"Did you mean {nearest.JoinedByOr()}?" : null);
    }

    private FlorQlException UnknownType(Identifier type)
    {
        var nearest = NearestName.Find(type.Name, TypeNames.All);
        return Context.Error(
            type.Span, $"There is no type {type.Name}.",
            nearest.Count > 0 ? $"Did you mean {nearest.JoinedByOr()}?" : "The types are BOOLEAN, BIGINT, DOUBLE, VARCHAR, TIMESTAMP, BLOB and JSON.");
    }

    private static BoundExpression Negated(bool negated, BoundExpression test) => negated ? new BoundNot(test) : test;

    private static string Count(int arguments) => arguments switch { 0 => "no arguments", 1 => "1 argument", _ => $"{arguments} arguments" };
}
