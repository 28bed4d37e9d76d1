using System.Collections.Immutable;
using FlorDb.Query.Syntax;
using FlorDb.Query.Values;

namespace FlorDb.Query.Binding;

/// <summary>Binds <c>ORDER BY</c>: each key is an item of the select list, or is added behind it.</summary>
internal sealed class OrderBinder(SelectStatement select, SelectList list, ExpressionBinder binder, BindingContext context)
{
    /// <summary>The sort keys; adds expressions to <paramref name="items"/> that the select list lacks.</summary>
    public ImmutableArray<SortKey> Bind(List<BoundExpression> items)
    {
        var selected = items.Count;
        var keys = ImmutableArray.CreateBuilder<SortKey>();
        foreach (var item in select.OrderBy)
        {
            var slot = list.FindOrdinal(item.Expression, "ORDER BY", context) ?? SlotOf(binder.Bind(item.Expression), items);
            if (slot >= selected && select.Distinct)
                throw context.Error(
                    item.Expression.Span, "With SELECT DISTINCT, ORDER BY can use only what the select list has.", "Add it to the select list.");
            if (!items[slot].Type.IsDynamic && !CellComparer.HasOrder(items[slot].Type.Kind))
                throw context.Error(item.Expression.Span, $"{items[slot]} is {items[slot].Type}: such values have no order.");
            keys.Add(new SortKey(slot, items[slot].ToString(), item.Descending, item.NullsFirst ?? false));
        }

        return keys.ToImmutable();
    }

    private static int SlotOf(BoundExpression key, List<BoundExpression> items)
    {
        var text = key.ToString();
        var slot = items.FindIndex(item => item.ToString() == text);
        if (slot >= 0) return slot;
        items.Add(key);
        return items.Count - 1;
    }
}
