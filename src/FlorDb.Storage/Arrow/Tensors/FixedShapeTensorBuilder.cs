using System.Collections.Immutable;

namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of n-dimensional values of one shape.</summary>
public sealed class FixedShapeTensorBuilder : TensorColumnBuilder
{
    private readonly ImmutableArray<long> _shape;
    private readonly List<FixedSizeListBuilder> _levels = [];
    private readonly ArrayBuilder _items;

    /// <summary>Begins a column.</summary>
    /// <exception cref="ArgumentException">An array of that shape has no elements, or 2^31 or more, or a dimension is negative.</exception>
    public FixedShapeTensorBuilder(string name, ElementType elementType, ImmutableArray<long> shape)
        : base(ArrowExtensions.FixedShapeTensorField(name, elementType, shape), elementType)
    {
        _shape = shape;
        _items = Column;
        while (_items is FixedSizeListBuilder level)
        {
            _levels.Add(level);
            _items = level.Items;
        }
    }

    /// <inheritdoc/>
    public override void Append(TensorValue value)
    {
        if (value.ElementType != ElementType || !value.Shape.AsSpan().SequenceEqual(_shape.AsSpan()))
            throw DoesNotFit(value, $"{ElementType} and the shape [{string.Join(", ", _shape)}]");
        AppendItems(_items, value);
        var lists = value.Count;
        for (var depth = _levels.Count - 1; depth >= 0; depth--)
        {
            lists /= (int)_shape[depth];
            for (var i = 0; i < lists; i++) _levels[depth].Append();
        }
    }
}
