namespace FlorDb.Storage.Arrow;

/// <summary>A column of nothing but nulls.</summary>
public sealed class NullArray : ArrowArray
{
    internal NullArray(int length)
        : base(ArrowType.Null, length, default) => NullCount = length;

    /// <inheritdoc/>
    public override bool IsNull(int index)
    {
        CheckIndex(index);
        return true;
    }
}
