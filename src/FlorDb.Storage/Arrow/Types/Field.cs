namespace FlorDb.Storage.Arrow;

/// <summary>A named column, or a named part of a nested type.</summary>
/// <param name="Name">The name; may be empty, and need not be unique.</param>
/// <param name="Type">The type of the values.</param>
/// <param name="Nullable">Whether values may be null.</param>
/// <param name="Metadata">Notes for programs, among them those of extension types.</param>
public sealed record Field(string Name, ArrowType Type, bool Nullable, KeyValueMetadata Metadata)
{
    /// <summary>Makes a field without metadata.</summary>
    public Field(string name, ArrowType type, bool nullable = true)
        : this(name, type, nullable, KeyValueMetadata.Empty)
    {
    }
}
