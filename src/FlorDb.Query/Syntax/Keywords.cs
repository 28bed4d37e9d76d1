using System.Collections.Frozen;

namespace FlorDb.Query.Syntax;

/// <summary>The words that can't be names unless they are quoted, and those that can't be an alias without <c>AS</c>.</summary>
internal static class Keywords
{
    public static FrozenSet<string> Reserved { get; } = FrozenSet.ToFrozenSet(
    [
        "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "LIMIT", "OFFSET", "AND", "OR", "NOT", "IS", "NULL", "IN",
        "BETWEEN", "LIKE", "ILIKE", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "TRY_CAST", "AS", "TRUE", "FALSE", "ASC", "DESC", "ON",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that begin what SQL has and FlorQL does not have yet.</summary>
    public static FrozenSet<string> NotYet { get; } = FrozenSet.ToFrozenSet(
        ["JOIN", "INNER", "LEFT", "CROSS", "FULL", "UNION", "EXCEPT", "INTERSECT", "WITH", "WINDOW", "QUALIFY", "USING"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Begins a clause after a table or an expression, where a bare name would be an alias.</summary>
    public static FrozenSet<string> NoImplicitAlias { get; } = FrozenSet.ToFrozenSet(["REPLAY", "NULLS", .. NotYet], StringComparer.OrdinalIgnoreCase);

    /// <summary>The words that begin a clause; a name that is nearly one of them is probably a slip.</summary>
    public static FrozenSet<string> Clauses { get; } = FrozenSet.ToFrozenSet(
    [
        "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "LIMIT", "OFFSET", "REPLAY", "BETWEEN", "LIKE",
        "EXPLAIN", "SHOW", "DESCRIBE", "NULLS", "DESC", "FIRST", "LAST", "CPUS", "GPUS", "SLURM", "TABLES", "COLUMNS", "RUNS",
    ], StringComparer.OrdinalIgnoreCase);
}
