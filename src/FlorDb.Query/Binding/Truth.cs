using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Three-valued logic.</summary>
internal static class Truth
{
    /// <summary>Whether a condition is true; NULL is not.</summary>
    public static bool Holds(CellValue condition) => !condition.IsNull && condition.AsBoolean();
}
