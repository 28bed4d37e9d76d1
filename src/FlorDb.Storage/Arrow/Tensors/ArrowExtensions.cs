using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>
/// Makes and recognises fields whose plain Arrow type stands for something more. The names and parameters are those of Arrow's canonical
/// extension types (https://arrow.apache.org/docs/format/CanonicalExtensions.html), but under keys of our own: Polars refuses a file as a
/// whole that has a field with Arrow's key (https://github.com/pola-rs/polars/issues/9373). So every tool can read the plain values.
/// </summary>
public static class ArrowExtensions
{
    /// <summary>The metadata key of what a field stands for.</summary>
    public const string NameKey = "flordb.extension:name";

    /// <summary>The metadata key of its parameters.</summary>
    public const string ParametersKey = "flordb.extension:metadata";

    /// <summary>N-dimensional arrays that all have one shape, as lists of fixed size, one level for each dimension.</summary>
    public const string FixedShapeTensor = "arrow.fixed_shape_tensor";

    /// <summary>N-dimensional arrays of several shapes, as structs of data and shape.</summary>
    public const string VariableShapeTensor = "arrow.variable_shape_tensor";

    /// <summary>JSON documents, as text.</summary>
    public const string Json = "arrow.json";

    /// <summary>What a field stands for; null if that is no more than its type.</summary>
    public static string? ExtensionName(this Field field) => field.Metadata.Find(NameKey);

    /// <summary>Makes a field of JSON documents.</summary>
    public static Field JsonField(string name, bool nullable = true) =>
        new(name, ArrowType.Utf8, nullable, KeyValueMetadata.Of((NameKey, Json), (ParametersKey, "")));

    /// <summary>Makes a field of n-dimensional arrays of one shape. Without dimensions, its type is that of the single element.</summary>
    /// <exception cref="ArgumentException">An array of that shape has no elements, or 2^31 or more, or a dimension is negative.</exception>
    public static Field FixedShapeTensorField(string name, ElementType elementType, ImmutableArray<long> shape, bool nullable = true)
    {
        if (TensorShape.ElementCount(shape) == 0)
            throw new ArgumentException("Arrays without elements need a column of variable shape: some readers refuse lists of the fixed size 0.", nameof(shape));
        var type = elementType.ToArrow();
        foreach (var length in shape.Reverse()) type = new FixedSizeListType(new Field("item", type, false), (int)length);
        return new Field(name, type, nullable, KeyValueMetadata.Of((NameKey, FixedShapeTensor), (ParametersKey, TensorShape.ToJson(shape))));
    }

    /// <summary>Makes a field of n-dimensional arrays of any shape that has <paramref name="dimensions"/> dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of dimensions is less than one.</exception>
    public static Field VariableShapeTensorField(string name, ElementType elementType, int dimensions, bool nullable = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
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
