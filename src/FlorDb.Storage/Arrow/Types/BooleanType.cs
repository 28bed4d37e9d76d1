namespace FlorDb.Storage.Arrow;

/// <summary>True or false, one bit each.</summary>
public sealed record BooleanType : ArrowType
{
    /// <inheritdoc/>
    public override string ToString() => "bool";
}
