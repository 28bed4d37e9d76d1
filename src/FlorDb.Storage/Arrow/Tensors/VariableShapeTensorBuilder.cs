namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values of several shapes, all with the same number of dimensions.</summary>
public sealed class VariableShapeTensorBuilder : TensorColumnBuilder
{
    private readonly int _dimensions;

    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of dimensions is less than one.</exception>
    public VariableShapeTensorBuilder(string name, ElementType elementType, int dimensions)
        : base(ArrowExtensions.VariableShapeTensorField(name, elementType, dimensions), elementType) => _dimensions = dimensions;

    /// <inheritdoc/>
    public override void Append(TensorValue value)
    {
        if (value.ElementType != ElementType || value.Shape.Length != _dimensions || value.Shape.Any(length => length > int.MaxValue))
            throw DoesNotFit(value, $"{ElementType} with {_dimensions} dimensions");
        var structs = (StructBuilder)Column;
        var (data, shape) = ((ListBuilder)structs.Parts[0], (FixedSizeListBuilder)structs.Parts[1]);
        AppendItems(data.Items, value);
        data.Append();
        foreach (var length in value.Shape) ((PrimitiveBuilder<int>)shape.Items).Append((int)length);
        shape.Append();
        structs.Append();
    }
}
