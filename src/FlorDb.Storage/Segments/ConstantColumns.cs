using System.Runtime.InteropServices;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Arrow columns that hold the same in every row.</summary>
internal static class ConstantColumns
{
    /// <summary>A text, or null, coded by a dictionary.</summary>
    public static DictionaryArray Coded(string? text, int rows)
    {
        var values = new BinaryBuilder(ArrowType.Utf8);
        if (text is not null) values.Append(text);
        var indices = PrimitiveArray.Create(ArrowType.Int32, rows, text is null ? Zeros(Bitmap.ByteLength(rows)) : default, Zeros(rows * sizeof(int)));
        return new DictionaryArray(ArrowType.DictionaryUtf8, indices, values.Build());
    }

    /// <summary>A text, or null, written out in every row.</summary>
    public static ArrowArray Plain(string? text, int rows)
    {
        var values = new BinaryBuilder(ArrowType.Utf8);
        for (int row = 0; row < rows; row++)
        {
            if (text is null) values.AppendNull();
            else values.Append(text);
        }

        return values.Build();
    }

    /// <summary>A timestamp, or null.</summary>
    public static PrimitiveArray Timestamp(long? microseconds, int rows)
    {
        if (microseconds is not { } value)
            return PrimitiveArray.Create(ArrowType.TimestampUtc, rows, Zeros(Bitmap.ByteLength(rows)), Zeros(rows * sizeof(long)));
        var bytes = new byte[rows * sizeof(long)];
        MemoryMarshal.Cast<byte, long>(bytes.AsSpan()).Fill(value);
        return PrimitiveArray.Create(ArrowType.TimestampUtc, rows, default, bytes);
    }

    /// <summary>Zeros of type int32.</summary>
    public static PrimitiveArray Zeros32(int rows) => PrimitiveArray.Create(ArrowType.Int32, rows, default, Zeros(rows * sizeof(int)));

    private static ReadOnlyMemory<byte> Zeros(int bytes) => new byte[bytes];
}
