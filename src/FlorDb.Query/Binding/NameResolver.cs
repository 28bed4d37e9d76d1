using FlorDb.Query.Syntax;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query.Binding;

/// <summary>Finds the column that a name means: an exact match first, else the only match that differs in case.</summary>
internal sealed class NameResolver(Table table, string? alias, BindingContext context)
{
    /// <exception cref="FlorQlException">The name means no column, or more than one.</exception>
    public TableColumn Resolve(NameExpression name)
    {
        var column = Find(name) ?? throw Unknown(name);
        if (column.Notice is { } notice) context.AddNotice(notice);
        NoteShadowed(name, column);
        return column;
    }

    /// <summary>The column that a name means; null if there is none.</summary>
    /// <exception cref="FlorQlException">The name means more than one.</exception>
    public TableColumn? Find(NameExpression name) => FindAmong(name) ?? (table.TryWiden() ? FindAmong(name) : null);

    private TableColumn? FindAmong(NameExpression name)
    {
        var candidates = name.Qualifier is null ? table.Columns : [.. table.Columns.Where(column => QualifierFits(name.Qualifier, column))];
        var text = name.Name.Name;
        if (candidates.FirstOrDefault(column => column.Name == text) is { } exact) return exact;
        var similar = candidates.Where(column => string.Equals(column.Name, text, StringComparison.OrdinalIgnoreCase)).ToList();
        string[] names = [.. similar.Select(column => column.Name).Distinct()];
        if (names.Length > 1)
            throw context.Error(name.Span, $"{text} may mean {names.JoinedByOr()}.", "Write the name in its own upper and lower case.");
        return similar.FirstOrDefault();
    }

    private bool QualifierFits(Identifier qualifier, TableColumn column) =>
        string.Equals(qualifier.Name, alias ?? table.Name, StringComparison.OrdinalIgnoreCase) || table.IsQualifier(qualifier.Name, column);

    private void NoteShadowed(NameExpression name, TableColumn column)
    {
        var shadowed = table.Columns.LastOrDefault(other => other.Name == column.Name && other.Role > column.Role);
        if (shadowed is null || (name.Qualifier is not null && table.IsQualifier(name.Qualifier.Name, column))) return;
        var quoted = ScanSlots.QuotedName(column.Name);
        context.AddNotice($"{quoted} is read as the {Describe(column)} of that name; {table.QualifierOf(shadowed)}.{quoted} is the {Describe(shadowed)}.");
    }

    private static string Describe(TableColumn column) => column.Role switch
    {
        ColumnRole.Property => "property of the run",
        ColumnRole.Loop => "loop",
        _ => "logged value",
    };

    private FlorQlException Unknown(NameExpression name)
    {
        if (name.Qualifier is not null && !table.Columns.Any(column => QualifierFits(name.Qualifier, column)))
            return context.Error(
                name.Qualifier.Span, $"{name.Qualifier.Name} is not the table of this query.", $"The table is {alias ?? table.Name}.");
        var nearest = NearestName.Find(name.Name.Name, table.Columns.Select(column => column.Name));
        var hint = nearest.Count > 0 ? $"Did you mean {nearest.Select(ScanSlots.QuotedName).ToList().JoinedByOr()}?"
            : name.Name.Quoted ? $"Double quotes name a column; a text is written in single quotes: {new BoundLiteral(CellValue.Of(name.Name.Name))}."
            : $"SHOW COLUMNS{(table.Name == RunsTable.TableName ? "" : $" FROM {table.Name}")} lists the columns.";
        return context.Error(name.Span, table.Missing(ScanSlots.QuotedName(name.Name.Name)), hint);
    }
}
