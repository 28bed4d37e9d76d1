using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>The columns that several segments have between them.</summary>
internal sealed class MergedSchema
{
    private readonly List<MergedColumn> _columns = [];

    /// <param name="inputs">The segments' columns, and how many rows each segment has.</param>
    /// <exception cref="ArrowFormatException">A column is not what its metadata says.</exception>
    public MergedSchema(IReadOnlyList<(Schema Schema, long RowCount)> inputs)
    {
        long rowCount = inputs.Sum(input => input.RowCount);
        var groups = inputs.SelectMany(input => input.Schema.Fields.Select(field => (Field: field, input.RowCount))).GroupBy(input => ColumnIdentity.Of(input.Field)).ToList();
        var sorted = groups.OrderBy(group => group.Key.Rank).ThenBy(group => group.Key.IsSorted ? group.Key.Name : "", StringComparer.Ordinal)
            .ThenBy(group => group.Key.IsSorted ? group.Key.Suffix : "", StringComparer.Ordinal);
        var names = new ColumnNames();
        foreach (var group in sorted)
        {
            string name = names.Free(group.Key.Name is { Length: > 0 } named ? named : group.First().Field.Name, group.Key.Suffix);
            names.Take(name);
            _columns.Add(new MergedColumn(Unite([.. group.Select(input => input.Field)], group.Sum(input => input.RowCount), rowCount) with { Name = name }, group.Key));
        }

        var metadata = inputs[0].Schema.Metadata.Where(pair => pair.Key != SegmentMetadata.RunsKey);
        Schema = new Schema([.. _columns.Select(column => column.Field)], new KeyValueMetadata(metadata));
    }

    public Schema Schema { get; }

    /// <summary>What turns batches of an input into batches of the merged schema.</summary>
    /// <exception cref="ArrowFormatException">A column is there twice.</exception>
    public Func<RecordBatch, RecordBatch> ConverterFrom(Schema input)
    {
        var positions = new Dictionary<ColumnIdentity, int>();
        for (int i = 0; i < input.Fields.Length; i++)
            if (!positions.TryAdd(ColumnIdentity.Of(input.Fields[i]), i)) throw new ArrowFormatException($"The column \"{input.Fields[i].Name}\" is there twice.");
        var converters = _columns.Select(column => Converter(column.Field, input, positions.GetValueOrDefault(column.Identity, -1))).ToArray();
        return batch => new RecordBatch(Schema, [.. converters.Select(convert => convert(batch))], batch.RowCount);
    }

    private static Func<RecordBatch, ArrowArray> Converter(Field field, Schema input, int position)
    {
        if (position < 0) return batch => ArrayBuilder.Nulls(field.Type, batch.RowCount);
        var from = input.Fields[position];
        if (from.Type.Equals(field.Type)) return batch => batch.Columns[position];
        return TensorLayout.Of(from) is { } layout && field.Type is StructType type
            ? batch => layout.WithShapes(batch.Columns[position], type)
            : throw new ArrowFormatException($"The column \"{from.Name}\" is {from.Type} in one segment and {field.Type} in another.");
    }

    /// <summary>The first field, unless n-d values of several shapes come together, or few of them with many rows that have none.</summary>
    private static Field Unite(Field[] fields, long values, long rowCount)
    {
        if (TensorLayout.Of(fields[0]) is not { } layout) return fields[0];
        bool isWasteful = layout.Shape is { } shape && !TensorShape.AllowsFixedLists(shape, layout.Element, values, rowCount);
        if (!isWasteful && fields.All(field => field.Type.Equals(fields[0].Type))) return fields[0];
        var variable = ArrowExtensions.VariableShapeTensorField(fields[0].Name, layout.Element, layout.Dimensions);
        var notes = fields[0].Metadata.Where(pair => pair.Key is not (ArrowExtensions.NameKey or ArrowExtensions.ParametersKey)).Select(pair => (pair.Key, pair.Value));
        return variable with { Metadata = variable.Metadata.With([.. notes]) };
    }
}
