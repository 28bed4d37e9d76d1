using FlorDb.Query.Values;

namespace FlorDb.Query.Tables;

/// <summary>Where the values of a column come from.</summary>
internal enum ColumnRole
{
    Property,
    Loop,
    Logged,
}

/// <summary>A column that a query may name.</summary>
internal abstract class TableColumn(string name, ExpressionType type, ColumnRole role)
{
    public string Name => name;

    public ExpressionType Type => type;

    public ColumnRole Role => role;

    /// <summary>Whether <c>*</c> stands for it too.</summary>
    public bool IsInStar { get; init; } = true;

    /// <summary>What a reader of its values should know; null when there is nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Where its values come from, for <c>SHOW COLUMNS</c>.</summary>
    public virtual string Origin => role.ToString().ToLowerInvariant();

    /// <summary>The loops at whose iterations it has values, for <c>SHOW COLUMNS</c>.</summary>
    public virtual string Grain => "";
}
