using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>Turns rows into a result: settles the types that only the values tell.</summary>
internal static class ResultBuilder
{
    public static QueryResult Build(ImmutableArray<OutputColumn> columns, List<CellValue[]> rows, IEnumerable<string> notices)
    {
        var moreNotices = new List<string>();
        var settled = columns.Select((column, slot) => Settle(column, slot, rows, moreNotices)).ToImmutableArray();
        return new QueryResult(settled, rows, [.. notices, .. moreNotices]);
    }

    private static QueryColumn Settle(OutputColumn column, int slot, List<CellValue[]> rows, List<string> notices)
    {
        var kind = column.Type.IsDynamic ? SettleKind(column, slot, rows, notices) : column.Type.Kind;
        return kind == CellKind.Tensor ? TensorColumn(column.Name, slot, rows) : new QueryColumn(column.Name, kind);
    }

    private static CellKind SettleKind(OutputColumn column, int slot, List<CellValue[]> rows, List<string> notices)
    {
        CellKind[] kinds = [.. rows.Select(row => row[slot].Kind).Where(kind => kind != CellKind.Null).Distinct().Order()];
        if (kinds.Length <= 1) return kinds.FirstOrDefault();
        var target = kinds is [CellKind.Int64, CellKind.Float64] ? CellKind.Float64 : CellKind.String;
        if (target == CellKind.String)
            notices.Add($"{column.Name} has {string.Join(" and ", kinds.Select(TypeNames.Of))} values, so it is given as VARCHAR.");
        foreach (var row in rows) row[slot] = CellCast.Convert(row[slot], target);
        return target;
    }

    private static QueryColumn TensorColumn(string name, int slot, List<CellValue[]> rows)
    {
        var tensors = rows.Where(row => !row[slot].IsNull).Select(row => row[slot].AsTensor()).ToList();
        if (tensors.Count == 0) return new QueryColumn(name, CellKind.Tensor);
        var first = tensors[0];
        ElementType? elementType = tensors.TrueForAll(tensor => tensor.ElementType == first.ElementType) ? first.ElementType : null;
        var sameShape = elementType is not null && tensors.TrueForAll(tensor => tensor.Shape.AsSpan().SequenceEqual(first.Shape.AsSpan()));
        return new QueryColumn(name, CellKind.Tensor, elementType, sameShape ? first.Shape : default);
    }
}
