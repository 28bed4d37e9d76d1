using System.Collections.Immutable;
using FlorDb.Query.Functions;
using FlorDb.Query.Syntax;
using FlorDb.Query.Values;

namespace FlorDb.Query.Binding;

/// <summary>Binds expressions over groups: they are made of keys of the groups and of aggregates over their rows.</summary>
internal sealed class GroupedBinder(BindingContext context, ExpressionBinder rows, ImmutableArray<BoundExpression> keys, List<AggregateCall> aggregates)
    : ExpressionBinder(context, name => throw NotGrouped(context, name))
{
    public static bool ContainsAggregate(Expression expression) =>
        IsAggregate(expression) || expression.Children.Any(ContainsAggregate);

    protected override BoundExpression BindCore(Expression expression)
    {
        if (expression is LiteralExpression || SpeaksOfGroups(expression)) return base.BindCore(expression);
        var bound = rows.Bind(expression);
        var text = bound.ToString();
        for (var i = 0; i < keys.Length; i++)
            if (keys[i].ToString() == text) return new BoundColumn(i, text, keys[i].Type);
        return base.BindCore(expression);
    }

    protected override BoundExpression BindCall(CallExpression call)
    {
        if (FunctionCatalog.FindAggregate(call.Function.Name) is not { } function) return base.BindCall(call);
        var aggregate = new AggregateCall(function, BindArgument(call, function), call.Distinct, Context.Site(call.Span));
        var text = aggregate.ToString();
        var index = aggregates.FindIndex(other => other.ToString() == text);
        if (index < 0)
        {
            index = aggregates.Count;
            aggregates.Add(aggregate);
        }

        return new BoundColumn(keys.Length + index, text, aggregate.Type);
    }

    private bool SpeaksOfGroups(Expression expression) =>
        IsAlias(expression) || IsAggregate(expression) || expression.Children.Any(SpeaksOfGroups);

    private static bool IsAggregate(Expression expression) =>
        expression is CallExpression call && FunctionCatalog.FindAggregate(call.Function.Name) is not null;

    private BoundExpression? BindArgument(CallExpression call, AggregateFunction function)
    {
        if (call.Arguments.Length != 1)
            throw Context.Error(
                call.Span, $"{function.Name} takes one argument, not {call.Arguments.Length}.", function.Name == "count" ? "count(*) counts rows." : null);
        if (call.Arguments[0] is StarExpression)
        {
            return function.Name == "count" && !call.Distinct
                ? null
                : throw Context.Error(call.Span, "Only count can be applied to *.", $"Write the column: {function.Name}(loss).");
        }

        var argument = new TypeRules(Context).Fitted(rows.Bind(call.Arguments[0]), function.Parameter, call.Arguments[0].Span, function.Name);
        if (function.NeedsOrder && !argument.Type.IsDynamic && !CellComparer.HasOrder(argument.Type.Kind))
            throw Context.Error(call.Span, $"{argument} is {argument.Type}: such values have no order.");
        return argument;
    }

    private static FlorQlException NotGrouped(BindingContext context, NameExpression name) => context.Error(
        name.Span, $"{name.Name.Name} is neither in GROUP BY nor in an aggregate.", $"Add it to GROUP BY, or write any_value({name.Name.Name}).");
}
