using System.Collections.Immutable;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Collects an Arrow column of values of one physical type.</summary>
internal sealed class ValueColumnBuilder
{
    private readonly ArrayBuilder? _builder;
    private readonly TensorColumnBuilder? _tensors;

    /// <summary>Begins a column.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="type">The type of its values.</param>
    /// <param name="shape">For n-d values the shape that all have; null if they have several.</param>
    public ValueColumnBuilder(string name, PhysicalType type, ImmutableArray<long>? shape)
    {
        if (type.Kind == CellKind.Tensor)
        {
            _tensors = shape is { } common
                ? new FixedShapeTensorBuilder(name, type.ElementType, common)
                : new VariableShapeTensorBuilder(name, type.ElementType, type.Dimensions);
            Field = _tensors.Field;
            return;
        }

        Field = type.Kind == CellKind.Json ? ArrowExtensions.JsonField(name) : new Field(name, ArrowTypeOf(type.Kind));
        _builder = ArrayBuilder.Create(Field.Type);
    }

    public Field Field { get; }

    public void AppendNull()
    {
        if (_tensors is not null) _tensors.AppendNull();
        else _builder!.AppendNull();
    }

    public void Append(in CellValue value)
    {
        switch (value.Kind)
        {
            // A column of this kind exists to say where a null was logged.
            case CellKind.Null: ((BooleanBuilder)_builder!).Append(true); break;
            case CellKind.Boolean: ((BooleanBuilder)_builder!).Append(value.AsBoolean()); break;
            case CellKind.Int64: ((PrimitiveBuilder<long>)_builder!).Append(value.AsInt64()); break;
            case CellKind.Float64: ((PrimitiveBuilder<double>)_builder!).Append(value.AsFloat64()); break;
            case CellKind.Timestamp: ((PrimitiveBuilder<long>)_builder!).Append(value.AsMicroseconds()); break;
            case CellKind.String: ((DictionaryBuilder)_builder!).Append(value.AsString()); break;
            case CellKind.Json: ((BinaryBuilder)_builder!).Append(value.AsJson()); break;
            case CellKind.Binary: ((BinaryBuilder)_builder!).Append(value.AsBinary().Span); break;
            default: _tensors!.Append(value.AsTensor()); break;
        }
    }

    public ArrowArray Build() => _tensors is not null ? _tensors.Build() : _builder!.Build();

    private static ArrowType ArrowTypeOf(CellKind kind) => kind switch
    {
        CellKind.Null or CellKind.Boolean => ArrowType.Boolean,
        CellKind.Int64 => ArrowType.Int64,
        CellKind.Float64 => ArrowType.Float64,
        CellKind.Timestamp => ArrowType.TimestampUtc,
        CellKind.String => ArrowType.DictionaryUtf8,
        CellKind.Binary => ArrowType.Binary,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of value has no plain Arrow type."),
    };
}
