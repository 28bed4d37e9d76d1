using System.Collections.Immutable;
using System.Globalization;

namespace FlorDb.Storage.Segments;

/// <summary>Values that go into a segment under one name, of whatever types: each physical type becomes a column.</summary>
/// <param name="Name">The true name.</param>
/// <param name="Role">What they are for.</param>
/// <param name="Depth">For a loop's values the loop's depth; otherwise null.</param>
/// <param name="Open">Gives for some rows the values that there are, and the keys of those that the rows have.</param>
internal sealed record ColumnSource(string Name, string Role, int? Depth, Func<SealedRows, (IReadOnlyList<TypedCells> Types, IntSequence Wanted)> Open)
{
    public void AddTo(TableBuilder<SealedRows> table)
    {
        var found = table.Parts.SelectMany(Select).Where(selected => selected.Entries.Present > 0);
        foreach (var type in found.GroupBy(selected => selected.Cells.Type).OrderBy(group => group.Key.Suffix, StringComparer.Ordinal))
            AddTo(table, type.Key, [.. type]);
    }

    private IEnumerable<Selected> Select(SealedRows part)
    {
        var (types, wanted) = Open(part);
        return types.Select(cells => new Selected(part, cells, EntrySelection.Of(cells.Keys, wanted)));
    }

    private void AddTo(TableBuilder<SealedRows> table, PhysicalType type, ImmutableArray<Selected> parts)
    {
        var shape = type.Kind == CellKind.Tensor ? FixedShape(parts, table.Parts) : null;
        var field = parts[0].Cells.Values.FieldOf(table.FreeName(Name, type.Suffix), shape);
        var metadata = field.Metadata.With((ColumnRole.RoleKey, Role), (ColumnRole.NameKey, Name), (ColumnRole.KindKey, type.Kind.ToString()));
        if (Depth is { } depth) metadata = metadata.With((ColumnRole.DepthKey, depth.ToString(CultureInfo.InvariantCulture)));
        var byPart = parts.ToDictionary(part => part.Part);
        table.Add(field with { Metadata = metadata }, part => byPart.TryGetValue(part, out var selected)
            ? selected.Cells.Values.Build(field.Type, selected.Entries)
            : ValueBuffer.Create(type, null).Build(field.Type, EntrySelection.Nothing(part.Count)));
    }

    private static ImmutableArray<long>? FixedShape(IEnumerable<Selected> values, IReadOnlyList<SealedRows> all) =>
        TensorBuffer.FixedShape([.. values.Select(part => ((TensorBuffer)part.Cells.Values, part.Entries))], all.Sum(part => (long)part.Count));

    /// <summary>The values of one type that go into some rows.</summary>
    private sealed record Selected(SealedRows Part, TypedCells Cells, EntrySelection Entries);
}
