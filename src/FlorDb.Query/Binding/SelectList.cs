using System.Collections.Immutable;
using FlorDb.Query.Syntax;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>The items of a select list, stars expanded, with the names of their columns.</summary>
internal sealed class SelectList
{
    private readonly Dictionary<string, Expression> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly NameResolver? _names;

    private SelectList(NameResolver? names) => _names = names;

    public ImmutableArray<Expression> Expressions { get; private init; } = [];

    /// <summary>The column names, each once.</summary>
    public ImmutableArray<string> Names { get; private init; } = [];

    public static SelectList Expand(SelectStatement select, Table? table, NameResolver? names, BindingContext context)
    {
        var items = new List<(Expression Expression, string Name)>();
        foreach (var item in select.Items)
        {
            if (item.Expression is StarExpression star) items.AddRange(ExpandStar(star, select, table, names, context));
            else items.Add((item.Expression, item.Alias?.Name ?? NameOf(item.Expression, names, context)));
        }

        var list = new SelectList(names)
        {
            Expressions = [.. items.Select(item => item.Expression)],
            Names = [.. Distinct(items.Select(item => item.Name))],
        };
        foreach (var item in select.Items)
            if (item.Alias is not null) list._aliases.TryAdd(item.Alias.Name, item.Expression);
        return list;
    }

    /// <summary>What an alias stands for; null if the name is none.</summary>
    public Expression? Alias(NameExpression name) => name.Qualifier is null ? _aliases.GetValueOrDefault(name.Name.Name) : null;

    /// <summary>What an alias stands for, unless the name is a column.</summary>
    public Expression? AliasUnlessColumn(NameExpression name) => Alias(name) is { } target && _names?.Find(name) is null ? target : null;

    /// <summary>The position of the item that an ordinal such as <c>ORDER BY 2</c> means; null if the expression is no ordinal.</summary>
    public int? FindOrdinal(Expression expression, string clause, BindingContext context)
    {
        if (expression is not LiteralExpression { Value.Kind: CellKind.Int64 } literal) return null;
        var ordinal = literal.Value.AsInt64();
        return ordinal >= 1 && ordinal <= Expressions.Length
            ? (int)ordinal - 1
            : throw context.Error(expression.Span, $"{clause} {ordinal} means an item of the select list, which has {Expressions.Length}.");
    }

    private static IEnumerable<(Expression, string)> ExpandStar(
        StarExpression star, SelectStatement select, Table? table, NameResolver? names, BindingContext context)
    {
        if (table is null || names is null) throw context.Error(star.Span, "* stands for nothing, because the query has no FROM.", "Write FROM runs.");
        var qualifier = star.Qualifier?.Name;
        if (qualifier is not null && !string.Equals(qualifier, select.From!.Alias?.Name ?? table.Name, StringComparison.OrdinalIgnoreCase))
            throw context.Error(
                star.Qualifier!.Span, $"{qualifier} is not the table of this query.", $"The table is {select.From.Alias?.Name ?? table.Name}.");
        var named = AllNames(select).Select(names.Find).OfType<TableColumn>().ToHashSet();
        return table.StarColumns(named).Select(column => ((Expression)NameOf(column, table, star.Span), column.Name));
    }

    private static NameExpression NameOf(TableColumn column, Table table, TextSpan span)
    {
        var isFirst = table.Columns.First(other => other.Name == column.Name) == column;
        var qualifier = isFirst ? null : table.QualifierOf(column);
        return new NameExpression(qualifier is null ? null : new Identifier(qualifier, false, span), new Identifier(column.Name, true, span), span);
    }

    public static IEnumerable<NameExpression> AllNames(SelectStatement select)
    {
        IEnumerable<Expression?> roots =
        [
            .. select.Items.Select(item => item.Expression), select.Where, .. select.GroupBy, select.Having,
            .. select.OrderBy.Select(item => item.Expression),
        ];
        return roots.OfType<Expression>().SelectMany(NamesIn);
    }

    private static IEnumerable<NameExpression> NamesIn(Expression expression) =>
        expression is NameExpression name ? [name] : expression.Children.SelectMany(NamesIn);

    private static string NameOf(Expression expression, NameResolver? names, BindingContext context) =>
        expression is NameExpression name
            ? names?.Find(name)?.Name ?? name.Name.Name
            : string.Join(' ', context.Text(expression.Span).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Distinct(IEnumerable<string> names)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var unique = name;
            for (var i = 1; !taken.Add(unique); i++) unique = $"{name}_{i}";
            yield return unique;
        }
    }
}
