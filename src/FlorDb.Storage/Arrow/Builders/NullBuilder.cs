namespace FlorDb.Storage.Arrow;

/// <summary>Collects a column of nothing but nulls.</summary>
public sealed class NullBuilder() : ArrayBuilder(ArrowType.Null)
{
    private protected override void AppendValues(ArrowArray values, int start, int count)
    {
    }

    private protected override void AppendFiller()
    {
    }

    private protected override ArrowArray Build(int length, ReadOnlyMemory<byte> validity) => new NullArray(length);
}
