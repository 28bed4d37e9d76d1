namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values of several shapes, all with the same number of dimensions.</summary>
public sealed class VariableShapeTensorBuilder : TensorColumnBuilder
{
    private readonly ElementType _elementType;
    private readonly int _dimensions;
    private readonly StructBuilder _structs;

    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of dimensions is negative.</exception>
    public VariableShapeTensorBuilder(string name, ElementType elementType, int dimensions)
        : base(ArrowExtensions.VariableShapeTensorField(name, elementType, dimensions))
    {
        _elementType = elementType;
        _dimensions = dimensions;
        _structs = new StructBuilder((StructType)Field.Type);
    }

    /// <inheritdoc/>
    public override void Append(TensorValue value)
    {
        if (value.ElementType != _elementType || value.Shape.Length != _dimensions || value.Shape.Any(length => length > int.MaxValue))
            throw DoesNotFit(value, $"{_elementType} with {_dimensions} dimensions");
        var (data, shape) = ((ListBuilder)_structs.Parts[0], (FixedSizeListBuilder)_structs.Parts[1]);
        AppendItems(data.Items, value);
        data.Append();
        foreach (var length in value.Shape) ((PrimitiveBuilder<int>)shape.Items).Append((int)length);
        shape.Append();
        _structs.Append();
    }

    /// <inheritdoc/>
    public override void AppendNull() => _structs.AppendNull();

    /// <inheritdoc/>
    public override ArrowArray Build() => _structs.Build();
}
