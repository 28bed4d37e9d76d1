using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Makes and recognises fields of extension types: plain Arrow types whose meaning is told by metadata, see
/// https://arrow.apache.org/docs/format/CanonicalExtensions.html.
/// </summary>
public static class ArrowExtensions
{
    /// <summary>The metadata key of an extension type's name.</summary>
    public const string NameKey = "ARROW:extension:name";

    /// <summary>The metadata key of an extension type's parameters.</summary>
    public const string ParametersKey = "ARROW:extension:metadata";

    /// <summary>N-dimensional arrays that all have one shape, as lists of fixed size.</summary>
    public const string FixedShapeTensor = "arrow.fixed_shape_tensor";

    /// <summary>N-dimensional arrays of several shapes, as structs of data and shape.</summary>
    public const string VariableShapeTensor = "arrow.variable_shape_tensor";

    /// <summary>JSON documents, as text.</summary>
    public const string Json = "arrow.json";

    /// <summary>The name of a field's extension type; null if it has none.</summary>
    public static string? ExtensionName(this Field field) => field.Metadata.Find(NameKey);

    /// <summary>Makes a field of JSON documents.</summary>
    public static Field JsonField(string name, bool nullable = true) =>
        new(name, ArrowType.Utf8, nullable, KeyValueMetadata.Of((NameKey, Json), (ParametersKey, "")));

    /// <summary>Makes a field of n-dimensional arrays of one shape.</summary>
    /// <exception cref="ArgumentException">An array of that shape has 2^31 elements or more, or a dimension is negative.</exception>
    public static Field FixedShapeTensorField(string name, ElementType elementType, ImmutableArray<long> shape, bool nullable = true)
    {
        var type = new FixedSizeListType(new Field("item", elementType.ToArrow(), false), TensorShape.ElementCount(shape));
        return new Field(name, type, nullable, KeyValueMetadata.Of((NameKey, FixedShapeTensor), (ParametersKey, TensorShape.ToJson(shape))));
    }

    /// <summary>Makes a field of n-dimensional arrays of any shape that has <paramref name="dimensions"/> dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of dimensions is negative.</exception>
    public static Field VariableShapeTensorField(string name, ElementType elementType, int dimensions, bool nullable = true)
    {
        var data = new Field("data", new ListType(new Field("item", elementType.ToArrow(), false)), false);
        var shape = new Field("shape", new FixedSizeListType(new Field("item", ArrowType.Int32, false), dimensions), false);
        return new Field(name, new StructType([data, shape]), nullable, KeyValueMetadata.Of((NameKey, VariableShapeTensor), (ParametersKey, "{}")));
    }

    /// <summary>The Arrow type of an element type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a defined element type.</exception>
    public static ArrowType ToArrow(this ElementType type) => type switch
    {
        ElementType.Boolean => ArrowType.Boolean,
        ElementType.UInt8 => ArrowType.UInt8,
        ElementType.Int8 => ArrowType.Int8,
        ElementType.Int16 => ArrowType.Int16,
        ElementType.Int32 => ArrowType.Int32,
        ElementType.Int64 => ArrowType.Int64,
        ElementType.Float16 => ArrowType.Float16,
        ElementType.Float32 => ArrowType.Float32,
        ElementType.Float64 => ArrowType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This is not an element type."),
    };

    /// <summary>The element type of an Arrow type; null if n-dimensional values can't have such elements.</summary>
    public static ElementType? ToElementType(this ArrowType type)
    {
        foreach (var element in Enum.GetValues<ElementType>())
            if (element.ToArrow().Equals(type)) return element;
        return null;
    }
}
