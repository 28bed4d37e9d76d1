using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The columns that say what a row stands for.</summary>
internal static class RowColumns
{
    public static ArrowArray Occurrence(SealedRows part) => part.Block.Rows.Occurrences is { } occurrences
        ? PrimitiveArray.Create(ArrowType.Int32, part.Count, default, part.Rows.Gather(occurrences))
        : ConstantColumns.Zeros32(part.Count);

    /// <summary>The indices of the iterations of a loop, 0 for the outermost.</summary>
    public static ArrowArray Index(SealedRows part, int depth)
    {
        var (block, iterations) = part.At(depth);
        return PrimitiveArray.Create(ArrowType.Int64, part.Count, default, iterations.Gather(block.Indices));
    }

    /// <summary>In microseconds since 1970-01-01T00:00:00Z.</summary>
    public static ArrowArray Started(SealedRows part) =>
        PrimitiveArray.Create(ArrowType.TimestampUtc, part.Count, default, part.Iterations.Gather(part.Block.Started));

    /// <summary>Null where the iteration never ended, and where the occurrence is not 0.</summary>
    public static ArrowArray Seconds(SealedRows part)
    {
        var validity = new byte[Bitmap.ByteLength(part.Count)];
        for (int row = 0; row < part.Count; row++)
            if (part.Block.HasEnded(part.Iterations[row]) && part.Block.Rows.Occurrence(part.Rows[row]) == 0) Bitmap.Set(validity, row);
        return PrimitiveArray.Create(ArrowType.Float64, part.Count, validity, part.Iterations.Gather(part.Block.Seconds));
    }
}
