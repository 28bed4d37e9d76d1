using System.Collections.Immutable;
using FlorDb.Storage;
using FlorDb.Storage.Arrow;

namespace FlorDb.Query.Formats;

/// <summary>A column of a result while its Arrow array is built.</summary>
internal sealed class ArrowColumn
{
    private readonly Action<CellValue> _append;
    private readonly Action _appendNull;
    private readonly Func<ArrowArray> _build;

    private ArrowColumn(Field field, Action<CellValue> append, Action appendNull, Func<ArrowArray> build)
    {
        Field = field;
        _append = append;
        _appendNull = appendNull;
        _build = build;
    }

    public Field Field { get; }

    public static ArrowColumn Of(string name, CellKind kind) => kind switch
    {
        CellKind.Null => Of(new Field(name, ArrowType.Null), new NullBuilder(), (_, _) => { }),
        CellKind.Boolean => Of(new Field(name, ArrowType.Boolean), new BooleanBuilder(), (builder, value) => builder.Append(value.AsBoolean())),
        CellKind.Int64 => Fixed<long>(name, ArrowType.Int64, value => value.AsInt64()),
        CellKind.Float64 => Fixed<double>(name, ArrowType.Float64, value => value.AsFloat64()),
        CellKind.Timestamp => Fixed<long>(name, ArrowType.TimestampUtc, value => value.AsMicroseconds()),
        CellKind.String => Text(new Field(name, ArrowType.Utf8), value => value.AsString()),
        CellKind.Json => Text(ArrowExtensions.JsonField(name), value => value.AsJson()),
        CellKind.Binary => Of(
            new Field(name, ArrowType.Binary), new BinaryBuilder(ArrowType.Binary), (builder, value) => builder.Append(value.AsBinary().Span)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of value has no plain Arrow column."),
    };

    /// <summary>N-d values that share an element type and a number of dimensions.</summary>
    public static ArrowColumn OfTensors(string name, ElementType elementType, IReadOnlyCollection<ImmutableArray<long>> shapes)
    {
        var builder = TensorColumnBuilder.Create(name, elementType, shapes);
        return new ArrowColumn(builder.Field, value => builder.Append(value.AsTensor()), builder.AppendNull, builder.Build);
    }

    /// <summary>N-d values that share neither: Arrow has no column for them, so they go out as JSON texts.</summary>
    public static ArrowColumn TensorsAsJson(string name) => Text(ArrowExtensions.JsonField(name), CellText.Of);

    public void Append(CellValue value)
    {
        if (value.IsNull) _appendNull();
        else _append(value);
    }

    public ArrowArray Build() => _build();

    private static ArrowColumn Fixed<T>(string name, FixedWidthType type, Func<CellValue, T> read)
        where T : unmanaged =>
        Of(new Field(name, type), new PrimitiveBuilder<T>(type), (builder, value) => builder.Append(read(value)));

    private static ArrowColumn Text(Field field, Func<CellValue, string> read) =>
        Of(field, new BinaryBuilder(ArrowType.Utf8), (builder, value) => builder.Append(read(value)));

    private static ArrowColumn Of<TBuilder>(Field field, TBuilder builder, Action<TBuilder, CellValue> append)
        where TBuilder : ArrayBuilder =>
        new(field, value => append(builder, value), builder.AppendNull, builder.Build);
}
