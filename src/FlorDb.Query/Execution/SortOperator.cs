using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>Sorts rows; rows with equal keys stay in the order in which they came.</summary>
internal sealed class SortOperator(PhysicalOperator input, ImmutableArray<SortKey> keys) : PhysicalOperator(input)
{
    protected override string Description => $"Sort by {string.Join(", ", keys)}";

    public override IEnumerable<Row> Execute(QueryExecution execution) =>
        CancellableSort.Sort(Input!.Execute(execution), Compare, execution.Cancellation);

    private int Compare(Row left, Row right)
    {
        foreach (var key in keys)
        {
            var order = Compare(left.Values[key.Slot], right.Values[key.Slot], key);
            if (order != 0) return order;
        }

        return 0;
    }

    private static int Compare(CellValue left, CellValue right, SortKey key)
    {
        if (left.IsNull || right.IsNull) return left.IsNull == right.IsNull ? 0 : left.IsNull == key.NullsFirst ? -1 : 1;
        var order = CompareKinds(left, right);
        return key.Descending ? -order : order;
    }

    // The values of a loop may differ in kind from run to run: numbers come first then.
    private static int CompareKinds(CellValue left, CellValue right)
    {
        var leftKind = left.Kind == CellKind.Float64 ? CellKind.Int64 : left.Kind;
        var rightKind = right.Kind == CellKind.Float64 ? CellKind.Int64 : right.Kind;
        if (leftKind != rightKind) return leftKind.CompareTo(rightKind);
        return CellComparer.HasOrder(leftKind) ? CellComparer.Compare(left, right) : 0;
    }
}
