using System.Globalization;

namespace FlorDb.Storage.Segments;

/// <summary>Values that go into a segment under one name, of whatever types: each physical type becomes a column.</summary>
/// <param name="Name">The true name.</param>
/// <param name="Role">What they are for.</param>
/// <param name="Depth">For a loop's values the loop's depth; otherwise null.</param>
/// <param name="Open">Gives for a block what reads a row's value: null where there is none.</param>
internal sealed record ColumnSource(string Name, string Role, int? Depth, Func<RowBlock, Func<int, CellValue?>> Open)
{
    public void AddTo(TableBuilder<SealedRows> table)
    {
        var types = table.Parts.SelectMany(Values).OfType<CellValue>().Select(value => PhysicalType.Of(value)).Distinct();
        foreach (var type in types.OrderBy(type => type.Suffix, StringComparer.Ordinal).ToList()) AddTo(table, type);
    }

    private IEnumerable<CellValue?> Values(SealedRows part) => part.Rows.Select(Open(part.Block));

    private void AddTo(TableBuilder<SealedRows> table, PhysicalType type)
    {
        var all = table.Parts.SelectMany(Values).OfType<CellValue>().Where(value => PhysicalType.Of(value) == type);
        var shape = type.Kind == CellKind.Tensor ? PhysicalType.CommonShape(all) : null;
        var builder = new ValueColumnBuilder(table.FreeName(Name, type.Suffix), type, shape);
        var metadata = builder.Field.Metadata.With((ColumnRole.RoleKey, Role), (ColumnRole.NameKey, Name), (ColumnRole.KindKey, type.Kind.ToString()));
        if (Depth is { } depth) metadata = metadata.With((ColumnRole.DepthKey, depth.ToString(CultureInfo.InvariantCulture)));
        table.Add(builder.Field with { Metadata = metadata }, part =>
        {
            foreach (var value in Values(part))
            {
                if (value is { } present && PhysicalType.Of(present) == type) builder.Append(present);
                else builder.AppendNull();
            }

            return builder.Build();
        });
    }
}
