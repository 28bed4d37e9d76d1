namespace FlorDb.Storage.Arrow;

/// <summary>
/// A logical data type of the Arrow columnar format, version 1. Types are values: two are equal when their kind and parameters are.
/// <see cref="object.ToString"/> gives the usual short form, such as <c>int64</c> or <c>timestamp(us, UTC)</c>.
/// </summary>
public abstract record ArrowType
{
    private protected ArrowType()
    {
    }

    /// <summary>The types of nested values, in order; empty for types that hold none.</summary>
    public virtual IReadOnlyList<Field> Children => [];

    /// <summary>8-bit signed integers.</summary>
    public static IntegerType Int8 { get; } = new(8, true);

    /// <summary>16-bit signed integers.</summary>
    public static IntegerType Int16 { get; } = new(16, true);

    /// <summary>32-bit signed integers.</summary>
    public static IntegerType Int32 { get; } = new(32, true);

    /// <summary>64-bit signed integers.</summary>
    public static IntegerType Int64 { get; } = new(64, true);

    /// <summary>8-bit unsigned integers.</summary>
    public static IntegerType UInt8 { get; } = new(8, false);

    /// <summary>16-bit unsigned integers.</summary>
    public static IntegerType UInt16 { get; } = new(16, false);

    /// <summary>32-bit unsigned integers.</summary>
    public static IntegerType UInt32 { get; } = new(32, false);

    /// <summary>64-bit unsigned integers.</summary>
    public static IntegerType UInt64 { get; } = new(64, false);

    /// <summary>IEEE 754 half precision.</summary>
    public static FloatingPointType Float16 { get; } = new(16);

    /// <summary>IEEE 754 single precision.</summary>
    public static FloatingPointType Float32 { get; } = new(32);

    /// <summary>IEEE 754 double precision.</summary>
    public static FloatingPointType Float64 { get; } = new(64);

    /// <summary>True or false, one bit each.</summary>
    public static BooleanType Boolean { get; } = new();

    /// <summary>Nothing but nulls.</summary>
    public static NullType Null { get; } = new();

    /// <summary>Text with 32-bit offsets.</summary>
    public static BinaryType Utf8 { get; } = new(true, false);

    /// <summary>Text with 64-bit offsets.</summary>
    public static BinaryType LargeUtf8 { get; } = new(true, true);

    /// <summary>Bytes with 32-bit offsets.</summary>
    public static BinaryType Binary { get; } = new(false, false);

    /// <summary>Bytes with 64-bit offsets.</summary>
    public static BinaryType LargeBinary { get; } = new(false, true);

    /// <summary>Points in time in microseconds since 1970-01-01T00:00:00Z, to be shown in UTC.</summary>
    public static TimestampType TimestampUtc { get; } = new(TimeUnit.Microsecond, "UTC");

    /// <summary>Text that is coded as 32-bit indices into a dictionary.</summary>
    public static DictionaryType DictionaryUtf8 { get; } = new(Int32, Utf8);
}
