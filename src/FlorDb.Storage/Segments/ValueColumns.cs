namespace FlorDb.Storage.Segments;

/// <summary>The values under one name, of whatever types: each physical type has a column.</summary>
internal sealed class ValueColumns(LogProgress progress)
{
    private readonly List<TypedCells> _types = [];
    private TypedCells? _last;

    public IReadOnlyList<TypedCells> Types => _types;

    /// <summary>Appends the value that stands in a record; the caller adds its key to the column that is returned.</summary>
    /// <exception cref="InvalidDataException">The bytes are no value; nothing was changed.</exception>
    public TypedCells Append(ReadOnlySpan<byte> value)
    {
        if (_last is null || !_last.Type.IsThatOf(value)) _last = ColumnOf(PhysicalType.Read(value));
        _last.Values.Append(value[1..]);
        return _last;
    }

    private TypedCells ColumnOf(PhysicalType type)
    {
        foreach (var cells in _types)
            if (cells.Type == type) return cells;
        _types.Add(new TypedCells(type, progress));
        return _types[^1];
    }
}
