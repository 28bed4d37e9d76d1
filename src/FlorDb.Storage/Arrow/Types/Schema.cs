using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>The columns of a table: their names and types, and notes about the whole.</summary>
/// <param name="Fields">The columns.</param>
/// <param name="Metadata">Notes for programs.</param>
public sealed record Schema(ImmutableArray<Field> Fields, KeyValueMetadata Metadata)
{
    /// <summary>Makes a schema without metadata.</summary>
    public Schema(params ImmutableArray<Field> fields)
        : this(fields, KeyValueMetadata.Empty)
    {
    }

    /// <summary>The position of the first column of that name; -1 if there is none.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Fields.Length; i++)
            if (Fields[i].Name == name) return i;
        return -1;
    }

    /// <summary>The schema of some of the columns, in the order given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is not that of a column.</exception>
    public Schema Select(IReadOnlyList<int> columns)
    {
        foreach (var column in columns)
        {
            if (column < 0 || column >= Fields.Length)
                throw new ArgumentOutOfRangeException(nameof(columns), column, $"The schema has {Fields.Length} columns.");
        }

        return this with { Fields = [.. columns.Select(column => Fields[column])] };
    }

    /// <inheritdoc/>
    public bool Equals(Schema? other) =>
        other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan()) && Metadata.Equals(other.Metadata);

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(Metadata.GetHashCode(), HashCode.Combine);
}
