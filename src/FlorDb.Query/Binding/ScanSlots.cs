using System.Collections.Immutable;
using FlorDb.Query.Tables;

namespace FlorDb.Query.Binding;

/// <summary>The columns that a query reads from its table, each with the slot of the row that holds it.</summary>
internal sealed class ScanSlots
{
    private readonly Dictionary<TableColumn, BoundColumn> _slots = [];

    public ImmutableArray<TableColumn> Columns => [.. _slots.Keys];

    public BoundColumn Slot(TableColumn column)
    {
        if (!_slots.TryGetValue(column, out var bound))
            _slots.Add(column, bound = new BoundColumn(_slots.Count, QuotedName(column.Name), column.Type));
        return bound;
    }

    /// <summary>A name as it would have to be written.</summary>
    public static string QuotedName(string name) =>
        Syntax.Lexer.IsName(name) && !Syntax.Keywords.Reserved.Contains(name)
            ? name
            : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
