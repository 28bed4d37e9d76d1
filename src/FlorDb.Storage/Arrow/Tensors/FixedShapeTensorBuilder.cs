using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values of one shape.</summary>
public sealed class FixedShapeTensorBuilder : TensorColumnBuilder
{
    private readonly ElementType _elementType;
    private readonly ImmutableArray<long> _shape;
    private readonly FixedSizeListBuilder _lists;

    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentException">An array of that shape has 2^31 elements or more, or a dimension is negative.</exception>
    public FixedShapeTensorBuilder(string name, ElementType elementType, ImmutableArray<long> shape)
        : base(ArrowExtensions.FixedShapeTensorField(name, elementType, shape))
    {
        _elementType = elementType;
        _shape = shape;
        _lists = new FixedSizeListBuilder((FixedSizeListType)Field.Type);
    }

    /// <inheritdoc/>
    public override void Append(TensorValue value)
    {
        if (value.ElementType != _elementType || !value.Shape.AsSpan().SequenceEqual(_shape.AsSpan()))
            throw DoesNotFit(value, $"{_elementType} and the shape [{string.Join(", ", _shape)}]");
        AppendItems(_lists.Items, value);
        _lists.Append();
    }

    /// <inheritdoc/>
    public override void AppendNull() => _lists.AppendNull();

    /// <inheritdoc/>
    public override ArrowArray Build() => _lists.Build();
}
