using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage.Compaction;

/// <summary>
/// What makes columns of several segments one: their role, the loop's depth, the name and kind of their values, and for n-d values element type and
/// dimensions. What a column is called means nothing, but for properties.
/// </summary>
internal readonly record struct ColumnIdentity(string Role, string Name, string? Kind, string? Depth, string Suffix)
{
    private static readonly ImmutableArray<string> Roles =
    [
        ColumnRole.Run, ColumnRole.Replay, ColumnRole.Occurrence, ColumnRole.Index, ColumnRole.Started, ColumnRole.Seconds, ColumnRole.Property,
        ColumnRole.Value, ColumnRole.Argument, ColumnRole.Cell,
    ];

    /// <summary>Where the column stands among others: keys first, then what was logged.</summary>
    public int Rank => Roles.IndexOf(Role) is var rank and >= 0 ? rank : Roles.Length;

    /// <summary>Whether columns of the role are sorted by name; others keep the order in which they were written.</summary>
    public bool IsSorted => Role is ColumnRole.Argument or ColumnRole.Cell;

    private static bool IsKnownByRole(string role) =>
        role is ColumnRole.Run or ColumnRole.Replay or ColumnRole.Occurrence or ColumnRole.Index or ColumnRole.Started or ColumnRole.Seconds;

    /// <exception cref="ArrowFormatException">The field's metadata doesn't fit its type.</exception>
    public static ColumnIdentity Of(Field field)
    {
        string role = field.Metadata.Find(ColumnRole.RoleKey) ?? "";
        string? kind = field.Metadata.Find(ColumnRole.KindKey);
        string? depth = field.Metadata.Find(ColumnRole.DepthKey);
        if (kind is null) return new ColumnIdentity(role, IsKnownByRole(role) ? "" : field.Name, kind, depth, "");
        string name = field.Metadata.Find(ColumnRole.NameKey) ?? field.Name;
        string suffix = TensorLayout.Of(field) is { } tensor
            ? string.Create(CultureInfo.InvariantCulture, $":{tensor.Element}{tensor.Dimensions}d")
            : $":{kind}";
        return new ColumnIdentity(role, name, kind, depth, suffix);
    }
}

/// <summary>A column of a merged segment, and what goes into it.</summary>
/// <param name="Field">The column.</param>
/// <param name="Identity">What it stands for.</param>
internal sealed record MergedColumn(Field Field, ColumnIdentity Identity);
