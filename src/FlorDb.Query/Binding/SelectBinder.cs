using System.Collections.Immutable;
using FlorDb.Query.Syntax;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Binds a query: clause by clause, in the order in which they take effect.</summary>
internal sealed class SelectBinder
{
    private readonly SelectStatement _select;
    private readonly BindingContext _context;
    private readonly Table? _table;
    private readonly NameResolver? _names;
    private readonly ScanSlots _slots = new();
    private readonly SelectList _items;
    private readonly List<AggregateCall> _aggregates = [];

    private SelectBinder(SelectStatement select, Table? table, BindingContext context)
    {
        _select = select;
        _context = context;
        _table = table;
        _names = table is null ? null : new NameResolver(table, select.From!.Alias?.Name, context);
        _items = SelectList.Expand(select, table, _names, context);
    }

    /// <summary>Binds a query over a table; <paramref name="table"/> is null when it names none.</summary>
    /// <exception cref="FlorQlException">A name is unknown, or types don't fit.</exception>
    public static BoundQuery Bind(SelectStatement select, Table? table, BindingContext context) => new SelectBinder(select, table, context).Bind();

    private BoundQuery Bind()
    {
        CheckNames();
        var condition = _select.Where is null ? null
            : Rows("WHERE", _items.AliasUnlessColumn, nullsAtStart: _select.Replay is not null).BindCondition(_select.Where);
        var grouped = IsGrouped;
        ImmutableArray<BoundExpression> keys = [.. _select.GroupBy.Select(BindKey)];
        var items = _items.Expressions.Select(Output(grouped, keys, "the select list", _ => null).Bind).ToList();
        var having = _select.Having is null ? null : Output(grouped, keys, "HAVING", _items.AliasUnlessColumn).BindCondition(_select.Having);
        var order = new OrderBinder(_select, _items, Output(grouped, keys, "ORDER BY", _items.Alias), _context).Bind(items);

        var scan = _table is null ? null : new LogicalScan(_table, new ScanRequest(_slots.Columns, null));
        LogicalPlan plan = scan is null ? new LogicalOneRow() : scan;
        if (condition is not null) plan = new LogicalFilter(plan, condition);
        if (grouped) plan = new LogicalAggregate(plan, keys, [.. _aggregates]);
        if (having is not null) plan = new LogicalFilter(plan, having);
        plan = new LogicalProject(plan, [.. items]);
        if (_select.Distinct) plan = new LogicalDistinct(plan);
        if (!order.IsEmpty) plan = new LogicalSort(plan, order);
        if (_select.Limit is not null || _select.Offset is not null)
            plan = new LogicalLimit(plan, Constant(_select.Offset, "OFFSET") ?? 0, Constant(_select.Limit, "LIMIT"));
        if (items.Count > _items.Names.Length) plan = new LogicalTrim(plan, _items.Names.Length);
        return new BoundQuery(plan, [.. _items.Names.Select((name, i) => new OutputColumn(name, items[i].Type))], scan, condition);
    }

    private ExpressionBinder Rows(string clause, Func<NameExpression, Expression?> alias, bool nullsAtStart = false) =>
        new(_context, BindName) { Clause = clause, FindAlias = alias, NullsAtStart = nullsAtStart };

    private ExpressionBinder Output(bool grouped, ImmutableArray<BoundExpression> keys, string clause, Func<NameExpression, Expression?> alias) =>
        grouped
            ? new GroupedBinder(_context, Rows("an aggregate", _ => null), keys, _aggregates) { Clause = clause, FindAlias = alias }
            : Rows(clause, alias);

    private bool IsGrouped =>
        !_select.GroupBy.IsEmpty || _select.Having is not null
        || _items.Expressions.Concat(_select.OrderBy.Select(item => item.Expression)).Any(GroupedBinder.ContainsAggregate);

    // Clauses take effect in another order than they are written in; a reader expects the first wrong name to be told first.
    private void CheckNames()
    {
        foreach (var name in SelectList.AllNames(_select).Where(name => _items.Alias(name) is null)) BindName(name);
    }

    private BoundColumn BindName(NameExpression name)
    {
        if (_names is null) throw _context.Error(name.Span, $"{name.Name.Name} names nothing, because the query has no FROM.", "Write FROM runs.");
        return _slots.Slot(_names.Resolve(name));
    }

    private BoundExpression BindKey(Expression key)
    {
        var target = OrdinalOrSelf(key);
        if (GroupedBinder.ContainsAggregate(target)) throw _context.Error(key.Span, "An aggregate can't stand in GROUP BY.");
        return Rows("GROUP BY", _items.AliasUnlessColumn).Bind(target);
    }

    private Expression OrdinalOrSelf(Expression key) =>
        _items.FindOrdinal(key, "GROUP BY", _context) is { } ordinal ? _items.Expressions[ordinal] : key;

    private long? Constant(Expression? expression, string clause)
    {
        if (expression is null) return null;
        var binder = new ExpressionBinder(_context, name => throw _context.Error(name.Span, $"{clause} needs a number, not a column."));
        var value = binder.Bind(expression).Evaluate(new Execution.Row([]));
        if (value.IsNull) return null;
        return value.Kind == CellKind.Int64 && value.AsInt64() >= 0
            ? value.AsInt64()
            : throw _context.Error(expression.Span, $"{clause} needs a whole number that is not negative.");
    }
}
