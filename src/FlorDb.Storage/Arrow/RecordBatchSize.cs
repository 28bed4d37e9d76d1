namespace FlorDb.Storage.Arrow;

/// <summary>How many bytes rows take in memory.</summary>
internal static class RecordBatchSize
{
    /// <summary>The bytes of some rows of a batch, dictionaries left out.</summary>
    public static long Of(RecordBatch batch, int start, int count) => batch.Columns.Sum(column => Of(column, start, count));

    /// <summary>How many rows from <paramref name="start"/> on take at most some bytes: at least one.</summary>
    public static int RowsWithin(RecordBatch batch, int start, int count, long bytes)
    {
        while (count > 1 && Of(batch, start, count) > bytes) count = (count + 1) / 2;
        return count;
    }

    /// <summary>The bytes of a column without a value, which may be more than there are.</summary>
    public static double OfNulls(ArrowType type, int rows) => type switch
    {
        FixedSizeListType list => (double)list.Size * rows * OfNulls(list.Item.Type, 1),
        StructType parts => parts.Fields.Sum(part => OfNulls(part.Type, rows)),
        FixedSizeBinaryType bytes => (double)bytes.ByteWidth * rows,
        FixedWidthType number => (double)number.ByteWidth * rows,
        _ => (double)sizeof(int) * rows,
    };

    private static long Of(ArrowArray array, int start, int count) => array switch
    {
        PrimitiveArray numbers => (long)count * ((FixedWidthType)numbers.Type).ByteWidth,
        DictionaryArray coded => Of(coded.Indices, start, count),
        BinaryArray texts => texts.Bytes(start, count).Length + (long)count * sizeof(int),
        FixedSizeBinaryArray bytes => (long)count * ((FixedSizeBinaryType)bytes.Type).ByteWidth,
        ListArray lists => Of(lists.Items, lists.Offsets[start], lists.Offsets[start + count] - lists.Offsets[start]) + (long)count * sizeof(int),
        FixedSizeListArray lists => Of(lists.Items, start * lists.Size, count * lists.Size),
        StructArray structs => structs.Parts.Sum(part => Of(part, start, count)),
        _ => Bitmap.ByteLength(count),
    };
}
