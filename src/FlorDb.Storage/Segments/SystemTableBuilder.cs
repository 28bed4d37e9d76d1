using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Builds a table with a row for each of some items, column by column.</summary>
internal sealed class SystemTableBuilder<T>(SegmentKind kind, IReadOnlyList<T> items)
{
    private readonly TableBuilder<IReadOnlyList<T>> _table = new([items], part => part.Count, (SegmentMetadata.KindKey, kind.ToString()));

    public void Coded(string name, Func<T, string?> read) => Fill<DictionaryBuilder>(name, ArrowType.DictionaryUtf8, (builder, item) =>
    {
        if (read(item) is { } text) builder.Append(text);
        else builder.AppendNull();
    });

    public void Int64(string name, Func<T, long?> read) => Fill<PrimitiveBuilder<long>>(name, ArrowType.Int64, (builder, item) =>
    {
        if (read(item) is { } number) builder.Append(number);
        else builder.AppendNull();
    });

    public void Float64(string name, Func<T, double?> read) => Fill<PrimitiveBuilder<double>>(name, ArrowType.Float64, (builder, item) =>
    {
        if (read(item) is { } number) builder.Append(number);
        else builder.AppendNull();
    });

    public void Boolean(string name, Func<T, bool> read) => Fill<BooleanBuilder>(name, ArrowType.Boolean, (builder, item) => builder.Append(read(item)));

    public void Timestamp(string name, Func<T, DateTimeOffset> read) =>
        Fill<PrimitiveBuilder<long>>(name, ArrowType.TimestampUtc, (builder, item) => builder.Append(Instant.ToMicroseconds(read(item))));

    public void Texts(string name, Func<T, IEnumerable<string>> read) => Fill<ListBuilder>(name, TextList, (builder, item) =>
    {
        foreach (string text in read(item)) ((BinaryBuilder)builder.Items).Append(text);
        builder.Append();
    });

    public void Integers(string name, Func<T, IEnumerable<long>> read) => Fill<ListBuilder>(name, IntegerList, (builder, item) =>
    {
        foreach (long number in read(item)) ((PrimitiveBuilder<long>)builder.Items).Append(number);
        builder.Append();
    });

    public ArrowTable Build() => _table.Build();

    private static ListType TextList => new(new Field("item", ArrowType.Utf8, Nullable: false, KeyValueMetadata.Empty));

    private static ListType IntegerList => new(new Field("item", ArrowType.Int64, Nullable: false, KeyValueMetadata.Empty));

    private void Fill<TBuilder>(string name, ArrowType type, Action<TBuilder, T> append)
        where TBuilder : ArrayBuilder => _table.Add(name, ColumnRole.Property, type, part =>
        {
            var builder = (TBuilder)ArrayBuilder.Create(type);
            foreach (var item in part) append(builder, item);
            return builder.Build();
        });
}
