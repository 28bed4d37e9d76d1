namespace FlorDb.Storage.Arrow;

/// <summary>Values that are coded as indices into a dictionary of distinct values.</summary>
/// <param name="Index">The type of the indices.</param>
/// <param name="Value">The type of the values.</param>
/// <param name="IsOrdered">Whether the order of the dictionary has a meaning.</param>
public sealed record DictionaryType(IntegerType Index, ArrowType Value, bool IsOrdered = false) : ArrowType
{
    /// <inheritdoc/>
    public override string ToString() => $"dictionary<{Index}, {Value}>";
}
