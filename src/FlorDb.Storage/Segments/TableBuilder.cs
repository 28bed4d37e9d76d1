using System.Globalization;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>
/// Collects the columns of a table that consists of parts, each of which becomes a record batch. A column whose name is taken already gets a suffix.
/// </summary>
internal sealed class TableBuilder<TPart>(IReadOnlyList<TPart> parts, Func<TPart, int> countRows)
{
    private readonly HashSet<string> _taken = [];
    private readonly List<Field> _fields = [];
    private readonly List<ArrowArray>[] _columns = [.. parts.Select(_ => new List<ArrowArray>())];

    public IReadOnlyList<TPart> Parts => parts;

    /// <summary>Adds a column with a plain type.</summary>
    public void Add<TBuilder>(string name, string role, ArrowType type, Action<TBuilder, TPart> fill, params (string Key, string Value)[] metadata)
        where TBuilder : ArrayBuilder => Add(new Field(FreeName(name, ""), type), role, fill, metadata);

    /// <summary>Adds a column with a field of its own.</summary>
    public void Add<TBuilder>(Field field, string role, Action<TBuilder, TPart> fill, params (string Key, string Value)[] metadata)
        where TBuilder : ArrayBuilder =>
        Add(field with { Metadata = field.Metadata.With([(ColumnRole.RoleKey, role), .. metadata]) }, part =>
        {
            var builder = ArrayBuilder.Create(field.Type);
            fill((TBuilder)builder, part);
            return builder.Build();
        });

    /// <summary>Adds a column whose arrays are built elsewhere; its name must be free.</summary>
    public void Add(Field field, Func<TPart, ArrowArray> build)
    {
        _taken.Add(field.Name);
        _fields.Add(field);
        for (int i = 0; i < parts.Count; i++) _columns[i].Add(build(parts[i]));
    }

    /// <summary>A name that no column has yet: the name itself, or else with the suffix, or else with a number.</summary>
    public string FreeName(string name, string suffix)
    {
        if (!_taken.Contains(name)) return name;
        string free = name + suffix;
        for (int i = 2; _taken.Contains(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}{suffix}:{i}");
        return free;
    }

    public ArrowTable Build(params (string Key, string Value)[] metadata)
    {
        var schema = new Schema([.. _fields], KeyValueMetadata.Of(metadata));
        return new ArrowTable(schema, [.. parts.Select((part, i) => new RecordBatch(schema, [.. _columns[i]], countRows(part)))]);
    }
}
