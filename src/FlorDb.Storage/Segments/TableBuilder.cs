using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>
/// The columns of a table that consists of parts, each of which becomes a record batch. They are built only when they are asked for. A column whose
/// name is taken already gets a suffix.
/// </summary>
internal sealed class TableBuilder<TPart>(IReadOnlyList<TPart> parts, Func<TPart, int> countRows, params (string Key, string Value)[] metadata)
{
    private readonly ColumnNames _names = new();
    private readonly List<Field> _fields = [];
    private readonly List<Func<TPart, ArrowArray>> _columns = [];

    public IReadOnlyList<TPart> Parts => parts;

    public Schema Schema => new([.. _fields], KeyValueMetadata.Of(metadata));

    /// <summary>Adds a column that says what it is for.</summary>
    public void Add(string name, string role, ArrowType type, Func<TPart, ArrowArray> build, params (string Key, string Value)[] notes) =>
        Add(new Field(name, type), role, build, notes);

    /// <summary>Adds a column with a field of its own that says what it is for.</summary>
    public void Add(Field field, string role, Func<TPart, ArrowArray> build, params (string Key, string Value)[] notes) =>
        Add(field with { Name = FreeName(field.Name, ""), Metadata = field.Metadata.With([(ColumnRole.RoleKey, role), .. notes]) }, build);

    /// <summary>Adds a column whose name is free.</summary>
    public void Add(Field field, Func<TPart, ArrowArray> build)
    {
        _names.Take(field.Name);
        _fields.Add(field);
        _columns.Add(build);
    }

    /// <summary>A name that no column has yet: the name itself, or else with the suffix, or else with a number.</summary>
    public string FreeName(string name, string suffix) => _names.Free(name, suffix);

    public ArrowTable Build()
    {
        var schema = Schema;
        return new ArrowTable(schema, [.. parts.Select(part => Build(schema, part, [.. Enumerable.Range(0, _columns.Count)]))]);
    }

    /// <summary>Builds some columns of a part.</summary>
    public RecordBatch Build(TPart part, IReadOnlyList<int> columns) =>
        Build(new Schema([.. columns.Select(column => _fields[column])], KeyValueMetadata.Of(metadata)), part, columns);

    private RecordBatch Build(Schema schema, TPart part, IReadOnlyList<int> columns)
    {
        var arrays = new ArrowArray[columns.Count];
        Parallel.For(0, arrays.Length, i => arrays[i] = _columns[columns[i]](part));
        return new RecordBatch(schema, [.. arrays], countRows(part));
    }
}
