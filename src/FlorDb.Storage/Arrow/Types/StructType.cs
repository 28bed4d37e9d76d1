using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Values that are made of named parts.</summary>
/// <param name="Fields">The parts.</param>
public sealed record StructType(ImmutableArray<Field> Fields) : ArrowType
{
    /// <inheritdoc/>
    public override IReadOnlyList<Field> Children => Fields;

    /// <inheritdoc/>
    public bool Equals(StructType? other) => other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Fields.Aggregate(Fields.Length, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"struct<{string.Join(", ", Fields.Select(field => $"{field.Name}: {field.Type}"))}>";
}
