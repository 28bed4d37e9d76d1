namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>The dictionaries that have been read so far, by their id.</summary>
internal sealed class DictionaryStore(DecodedSchema schema)
{
    private readonly Dictionary<long, ArrowArray> _values = [];

    public ArrowArray Get(int position, string where)
    {
        var id = schema.DictionaryIds[position];
        return _values.TryGetValue(id, out var values) ? values : throw new ArrowFormatException($"{where} needs dictionary {id}, which is missing.");
    }

    public void Add(long id, bool isDelta, BatchHeader header, MessageBody body)
    {
        var type = schema.ValueType(id) ?? throw new ArrowFormatException($"{header.Where} is dictionary {id}, which no column uses.");
        var decoder = new ArrayDecoder(header, body, default, _ => throw new ArrowFormatException($"{header.Where} holds nested dictionaries."));
        var values = decoder.Decode(new Field($"dictionary {id}", type));
        _values[id] = isDelta && _values.TryGetValue(id, out var before) ? Append(before, values, header.Where) : values;
    }

    private static ArrowArray Append(ArrowArray before, ArrowArray more, string where)
    {
        if (before is not BinaryArray first || more is not BinaryArray second)
            throw new ArrowFormatException($"{where} adds to a dictionary of {before.Type}, which is only supported for text and bytes.");
        var all = new BinaryBuilder((BinaryType)before.Type);
        AppendAll(all, first);
        AppendAll(all, second);
        return all.Build();
    }

    private static void AppendAll(BinaryBuilder builder, BinaryArray values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values.IsNull(i)) builder.AppendNull();
            else builder.Append(values[i].Span);
        }
    }
}
