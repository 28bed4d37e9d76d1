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
        CellKind.Int64 => Of(new Field(name, ArrowType.Int64), new PrimitiveBuilder<long>(ArrowType.Int64), (builder, value) => builder.Append(value.AsInt64())),
        CellKind.Float64 => Of(new Field(name, ArrowType.Float64), new PrimitiveBuilder<double>(ArrowType.Float64), (builder, value) => builder.Append(value.AsFloat64())),
        CellKind.Timestamp => Of(
            new Field(name, ArrowType.TimestampUtc), new PrimitiveBuilder<long>(ArrowType.TimestampUtc), (builder, value) => builder.Append(value.AsMicroseconds())),
        CellKind.String => Of(new Field(name, ArrowType.Utf8), new BinaryBuilder(ArrowType.Utf8), (builder, value) => builder.Append(value.AsString())),
        CellKind.Json => Of(ArrowExtensions.JsonField(name), new BinaryBuilder(ArrowType.Utf8), (builder, value) => builder.Append(value.AsJson())),
        CellKind.Binary => Of(new Field(name, ArrowType.Binary), new BinaryBuilder(ArrowType.Binary), (builder, value) => builder.Append(value.AsBinary().Span)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of value has no plain Arrow column."),
    };

    /// <summary>N-d values that share an element type and a number of dimensions.</summary>
    public static ArrowColumn OfTensors(string name, ElementType elementType, IReadOnlyCollection<ImmutableArray<long>> shapes)
    {
        var builder = TensorColumnBuilder.Create(name, elementType, shapes);
        return new ArrowColumn(builder.Field, value => builder.Append(value.AsTensor()), builder.AppendNull, builder.Build);
    }

    /// <summary>N-d values that share neither: Arrow has no column for them, so they go out as JSON texts.</summary>
    public static ArrowColumn TensorsAsJson(string name) =>
        Of(ArrowExtensions.JsonField(name), new BinaryBuilder(ArrowType.Utf8), (builder, value) => builder.Append(CellText.Of(value)));

    public void Append(CellValue value)
    {
        if (value.IsNull) _appendNull();
        else _append(value);
    }

    public ArrowArray Build() => _build();

    private static ArrowColumn Of<TBuilder>(Field field, TBuilder builder, Action<TBuilder, CellValue> append)
        where TBuilder : ArrayBuilder =>
        new(field, value => append(builder, value), builder.AppendNull, builder.Build);
}
