namespace FlorDb.Storage.Arrow;

/// <summary>Nothing but nulls; takes no memory.</summary>
public sealed record NullType : ArrowType
{
    /// <inheritdoc/>
    public override string ToString() => "null";
}
