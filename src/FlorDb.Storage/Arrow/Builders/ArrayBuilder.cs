namespace FlorDb.Storage.Arrow;

/// <summary>Collects the values of a column, one after the other. Not for use by several threads at once.</summary>
public abstract class ArrayBuilder
{
    private readonly BitmapBuilder _validity = new();

    private protected ArrayBuilder(ArrowType type) => Type = type;

    /// <summary>The type of the values.</summary>
    public ArrowType Type { get; }

    /// <summary>The number of values so far, nulls included.</summary>
    public int Length => _validity.Length;

    /// <summary>Makes the builder for a type. For integers, floating-point numbers and timestamps it is a <see cref="PrimitiveBuilder{T}"/>.</summary>
    public static ArrayBuilder Create(ArrowType type) => type switch
    {
        FixedWidthType fixedWidth => CreatePrimitive(fixedWidth),
        NullType => new NullBuilder(),
        BooleanType => new BooleanBuilder(),
        BinaryType binary => new BinaryBuilder(binary),
        FixedSizeBinaryType binary => new FixedSizeBinaryBuilder(binary),
        ListType list => new ListBuilder(list),
        FixedSizeListType list => new FixedSizeListBuilder(list),
        StructType parts => new StructBuilder(parts),
        DictionaryType dictionary => new DictionaryBuilder(dictionary),
        _ => throw new ArgumentException($"There is no builder for {type}.", nameof(type)),
    };

    /// <summary>A column in which every value is null.</summary>
    internal static ArrowArray Nulls(ArrowType type, int count)
    {
        var builder = Create(type);
        for (int i = 0; i < count; i++) builder.AppendNull();
        return builder.Build();
    }

    /// <summary>Appends a null.</summary>
    public void AppendNull()
    {
        AppendFiller();
        _validity.Append(false);
    }

    /// <summary>Appends some values of a column, nulls included.</summary>
    /// <param name="values">A column of the builder's type.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The column is of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no such values.</exception>
    public void Append(ArrowArray values, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.Type.Equals(Type)) throw new ArgumentException($"Values of {values.Type} can't be appended to {Type}.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, values.Length - start);
        AppendValues(values, start, count);
        _validity.Append(values.Validity.Span, start, count);
    }

    /// <summary>Ends the column; the builder is empty afterwards and can be used again.</summary>
    public ArrowArray Build()
    {
        var length = Length;
        var hasNulls = _validity.HasZero;
        var validity = _validity.Take();
        return Build(length, hasNulls ? validity : default);
    }

    /// <summary>Appends a value that is not null but means nothing: the place of an item in a list that is null.</summary>
    internal virtual void AppendDefault()
    {
        AppendFiller();
        MarkValue();
    }

    private protected void MarkValue() => _validity.Append(true);

    private protected void MarkValues(int count) => _validity.Append([], 0, count);

    /// <summary>Appends a part of the buffers of an array of the same type.</summary>
    private protected abstract void AppendValues(ArrowArray values, int start, int count);

    /// <summary>Appends what lies in the buffers where a value is null.</summary>
    private protected abstract void AppendFiller();

    private protected abstract ArrowArray Build(int length, ReadOnlyMemory<byte> validity);

    private static ArrayBuilder CreatePrimitive(FixedWidthType type) => type switch
    {
        IntegerType { BitWidth: 8, IsSigned: true } => new PrimitiveBuilder<sbyte>(type),
        IntegerType { BitWidth: 16, IsSigned: true } => new PrimitiveBuilder<short>(type),
        IntegerType { BitWidth: 32, IsSigned: true } => new PrimitiveBuilder<int>(type),
        IntegerType { BitWidth: 8 } => new PrimitiveBuilder<byte>(type),
        IntegerType { BitWidth: 16 } => new PrimitiveBuilder<ushort>(type),
        IntegerType { BitWidth: 32 } => new PrimitiveBuilder<uint>(type),
        IntegerType { IsSigned: false } => new PrimitiveBuilder<ulong>(type),
        FloatingPointType { BitWidth: 16 } => new PrimitiveBuilder<Half>(type),
        FloatingPointType { BitWidth: 32 } => new PrimitiveBuilder<float>(type),
        FloatingPointType => new PrimitiveBuilder<double>(type),
        _ => new PrimitiveBuilder<long>(type),
    };
}
