namespace FlorDb.Storage.Segments;

/// <summary>Values of one physical type, each with a key: the row that it stands in, or the iteration that it belongs to.</summary>
internal sealed class TypedCells(PhysicalType type, LogProgress progress)
{
    public PhysicalType Type => type;

    public IntSequence Keys { get; } = new(progress);

    public ValueBuffer Values { get; } = ValueBuffer.Create(type, progress);
}
