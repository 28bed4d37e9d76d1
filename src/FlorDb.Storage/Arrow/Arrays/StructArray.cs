using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>A column of values that are made of named parts.</summary>
public sealed class StructArray : ArrowArray
{
    internal StructArray(StructType type, int length, ReadOnlyMemory<byte> validity, ImmutableArray<ArrowArray> parts)
        : base(type, length, validity) => Parts = parts;

    /// <summary>A column for each part, in the order of the type's fields. Where a whole value is null, its parts hold arbitrary values.</summary>
    public ImmutableArray<ArrowArray> Parts { get; }

    internal override IReadOnlyList<ArrowArray> Children => Parts;
}
