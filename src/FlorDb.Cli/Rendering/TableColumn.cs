using FlorDb.Storage;

namespace FlorDb.Cli.Rendering;

/// <summary>A column of a table to be shown.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Kind">The kind of its values; decides about alignment and how they are shortened.</param>
internal sealed record TableColumn(string Name, CellKind Kind)
{
    /// <summary>A column of text.</summary>
    public static TableColumn Text(string name) => new(name, CellKind.String);

    /// <summary>A column of integers.</summary>
    public static TableColumn Whole(string name) => new(name, CellKind.Int64);

    /// <summary>A column of points in time.</summary>
    public static TableColumn Time(string name) => new(name, CellKind.Timestamp);
}
