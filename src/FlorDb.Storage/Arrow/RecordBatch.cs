using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Columns of equal length with a schema, as Apache Arrow defines them.</summary>
public sealed class RecordBatch
{
    /// <summary>Makes a batch.</summary>
    /// <param name="schema">Names and types of the columns.</param>
    /// <param name="columns">A column for each field of the schema.</param>
    /// <param name="rowCount">The length of every column.</param>
    /// <exception cref="ArgumentException">A column has another type or length than the schema and the row count say.</exception>
    public RecordBatch(Schema schema, ImmutableArray<ArrowArray> columns, int rowCount)
    {
        if (columns.Length != schema.Fields.Length)
            throw new ArgumentException($"The schema has {schema.Fields.Length} fields, but there are {columns.Length} columns.", nameof(columns));
        for (var i = 0; i < columns.Length; i++) CheckColumn(schema.Fields[i], columns[i], rowCount);
        Schema = schema;
        Columns = columns;
        RowCount = rowCount;
    }

    /// <summary>Names and types of the columns.</summary>
    public Schema Schema { get; }

    /// <summary>The columns, in the order of the schema's fields.</summary>
    public ImmutableArray<ArrowArray> Columns { get; }

    /// <summary>The length of every column.</summary>
    public int RowCount { get; }

    /// <summary>The first column of that name; null if there is none.</summary>
    public ArrowArray? Find(string name) => Schema.IndexOf(name) is var index and >= 0 ? Columns[index] : null;

    private static void CheckColumn(Field field, ArrowArray column, int rowCount)
    {
        if (!column.Type.Equals(field.Type))
            throw new ArgumentException($"Column \"{field.Name}\" is {column.Type}, but the schema says {field.Type}.", nameof(column));
        if (column.Length != rowCount)
            throw new ArgumentException($"Column \"{field.Name}\" has {column.Length} values, but the batch has {rowCount} rows.", nameof(column));
    }
}
