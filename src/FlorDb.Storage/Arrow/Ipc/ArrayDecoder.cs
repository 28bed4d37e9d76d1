using System.Buffers.Binary;

namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>
/// Makes the arrays of a column from the body of a batch. Everything that array types rely on is checked here, so that no value of the
/// result can lead outside of a buffer.
/// </summary>
/// <param name="header">The batch.</param>
/// <param name="body">Its buffers.</param>
/// <param name="start">Where the column's parts begin.</param>
/// <param name="dictionary">Gives the dictionary for a position in the schema's list of dictionaries.</param>
internal sealed class ArrayDecoder(BatchHeader header, MessageBody body, ColumnPlace start, Func<int, ArrowArray> dictionary)
{
    private int _node = start.Node;
    private int _buffer = start.Buffer;
    private int _dictionary = start.Dictionary;
    private string _column = "";

    public ArrowArray Decode(Field field)
    {
        _column = field.Name;
        var array = Decode(field.Type);
        if (array.Length != header.RowCount) throw Problem($"it has {array.Length} values for {header.RowCount} rows");
        return array;
    }

    private ArrowArray Decode(ArrowType type)
    {
        if (_node >= header.Nodes.Length) throw Problem("its length is missing");
        var (length, nullCount) = header.Nodes[_node++];
        var validity = type is NullType ? default : ReadValidity(length);
        ArrowArray array = type switch
        {
            NullType => new NullArray(length),
            BooleanType => new BooleanArray(length, validity, Read(Bitmap.ByteLength(length))),
            FixedWidthType fixedWidth => PrimitiveArray.Create(fixedWidth, length, validity, Read((long)length * fixedWidth.ByteWidth)),
            BinaryType binary => DecodeBinary(binary, length, validity),
            FixedSizeBinaryType binary => new FixedSizeBinaryArray(binary, length, validity, Read((long)length * binary.ByteWidth)),
            ListType list => DecodeList(list, length, validity),
            FixedSizeListType list => DecodeFixedSizeList(list, length, validity),
            StructType parts => DecodeStruct(parts, length, validity),
            DictionaryType coded => DecodeDictionary(coded, length, validity),
            _ => throw Problem($"its type {type} is not supported"),
        };
        if (nullCount != array.NullCount && nullCount != BatchHeader.UnknownNullCount) throw Problem($"it declares {nullCount} nulls, but has {array.NullCount}");
        return array;
    }

    private BinaryArray DecodeBinary(BinaryType type, int length, ReadOnlyMemory<byte> validity)
    {
        var offsets = ReadOffsets(length, type.OffsetWidth);
        var end = CheckOffsets(offsets.Span, type.OffsetWidth);
        var data = Read(end);
        if (type.IsText) CheckText(offsets.Span, type.OffsetWidth, data.Span);
        return new BinaryArray(type, length, validity, offsets, data);
    }

    private ListArray DecodeList(ListType type, int length, ReadOnlyMemory<byte> validity)
    {
        var offsets = ReadOffsets(length, sizeof(int));
        var end = CheckOffsets(offsets.Span, sizeof(int));
        var items = Decode(type.Item.Type);
        if (items.Length < end) throw Problem($"its lists end at item {end}, but there are {items.Length} items");
        return new ListArray(type, length, validity, offsets, items);
    }

    private FixedSizeListArray DecodeFixedSizeList(FixedSizeListType type, int length, ReadOnlyMemory<byte> validity)
    {
        var items = Decode(type.Item.Type);
        if (items.Length < (long)length * type.Size) throw Problem($"{length} lists of {type.Size} items have only {items.Length} items");
        return new FixedSizeListArray(type, length, validity, items);
    }

    private StructArray DecodeStruct(StructType type, int length, ReadOnlyMemory<byte> validity)
    {
        var parts = type.Fields.Select(part => Decode(part.Type)).ToArray();
        foreach (var part in parts)
            if (part.Length != length) throw Problem($"{length} structs have a part of {part.Length} values");
        return new StructArray(type, length, validity, [.. parts]);
    }

    private DictionaryArray DecodeDictionary(DictionaryType type, int length, ReadOnlyMemory<byte> validity)
    {
        var indices = PrimitiveArray.Create(type.Index, length, validity, Read((long)length * type.Index.ByteWidth));
        var values = dictionary(_dictionary++);
        if (!AllInside(indices, values.Length)) FindOutside(indices, values.Length);
        return new DictionaryArray(type, indices, values);
    }

    /// <summary>A quick look at the usual type of indices; a null may hold any index, so an answer of false proves nothing yet.</summary>
    private static bool AllInside(PrimitiveArray indices, int count) =>
        indices is PrimitiveArray<int> { Values: var codes } && !codes.ContainsAnyExceptInRange(0, count - 1);

    private void FindOutside(PrimitiveArray indices, int count)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            var index = DictionaryArray.RawIndex(indices, i);
            if ((index < 0 || index >= count) && !indices.IsNull(i)) throw Problem($"row {i} refers to entry {index} of a dictionary of {count} values");
        }
    }

    private ReadOnlyMemory<byte> ReadValidity(int length)
    {
        if (_buffer < header.Buffers.Length && header.Buffers[_buffer].Length == 0)
        {
            _buffer++;
            return default;
        }

        return Read(Bitmap.ByteLength(length));
    }

    private ReadOnlyMemory<byte> ReadOffsets(int length, int width)
    {
        var isOmitted = length == 0 && _buffer < header.Buffers.Length && header.Buffers[_buffer].Length == 0;
        if (!isOmitted) return Read((length + 1L) * width);
        _buffer++;
        return new byte[width];
    }

    /// <summary>Reads the first bytes of the next buffer.</summary>
    private ReadOnlyMemory<byte> Read(long count)
    {
        if (_buffer >= header.Buffers.Length) throw Problem("a buffer is missing");
        var (offset, length) = header.Buffers[_buffer];
        if (!header.IsCompressed && length < count) throw Problem($"buffer {_buffer} has {length} bytes where {count} are needed");
        if (Math.Max(length, count) > Array.MaxLength) throw Problem($"buffer {_buffer} has {Math.Max(length, count)} bytes, more than fit into memory at once");
        if (header.IsCompressed && length == 0 && count > 0) throw Problem($"buffer {_buffer} is empty where {count} bytes are needed");
        var isWhole = header.IsCompressed || body.Checksums is not null;
        var stored = body.Source.Read(body.Start + offset, (int)(isWhole ? length : count));
        if (body.Checksums?.MatchesBuffer(_buffer, stored.Span) == false)
            throw Problem($"buffer {_buffer}, {length} bytes at byte {body.Start + offset} of the file, does not match its checksum");
        return Unpack(_buffer++, stored, count);
    }

    private ReadOnlyMemory<byte> Unpack(int buffer, ReadOnlyMemory<byte> stored, long count)
    {
        if (!header.IsCompressed || stored.IsEmpty) return stored[..(int)count];
        try
        {
            return BufferCompressor.Decompress(stored, count);
        }
        catch (InvalidDataException problem)
        {
            throw Problem($"in buffer {buffer} {problem.Message}");
        }
    }

    private long CheckOffsets(ReadOnlySpan<byte> offsets, int width)
    {
        var previous = 0L;
        for (var at = 0; at < offsets.Length; at += width)
        {
            var offset = Offset(offsets, at, width);
            if (offset < previous) throw Problem($"the value at row {at / width} begins at {offset}, before the one in front of it ends");
            previous = offset;
        }

        return previous;
    }

    private void CheckText(ReadOnlySpan<byte> offsets, int width, ReadOnlySpan<byte> data)
    {
        var first = (int)Offset(offsets, 0, width);
        if (!System.Text.Unicode.Utf8.IsValid(data[first..])) throw Problem("its text is not valid UTF-8");
        for (var at = 0; at < offsets.Length; at += width)
        {
            var offset = Offset(offsets, at, width);
            if (offset < data.Length && (data[(int)offset] & 0xC0) == 0x80) throw Problem($"the text at row {at / width} begins inside of a character");
        }
    }

    private static long Offset(ReadOnlySpan<byte> offsets, int at, int width) => width == sizeof(long)
        ? BinaryPrimitives.ReadInt64LittleEndian(offsets[at..])
        : BinaryPrimitives.ReadInt32LittleEndian(offsets[at..]);

    private ArrowFormatException Problem(string problem) => new($"Column \"{_column}\" of {header.Where} is damaged: {problem}.");
}
