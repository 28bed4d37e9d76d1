namespace FlorDb.Cli.Prompt;

/// <summary>The words of FlorQL that completion offers.</summary>
internal static class Keywords
{
    /// <summary>The words, in capitals.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "SELECT", "DISTINCT", "FROM", "WHERE", "GROUP", "BY", "HAVING", "ORDER", "ASC", "DESC", "NULLS", "FIRST", "LAST", "LIMIT", "OFFSET",
        "REPLAY", "ON", "CPUS", "GPUS", "USING", "SLURM", "EXPLAIN", "ANALYZE", "SHOW", "TABLES", "COLUMNS", "DESCRIBE", "AND", "OR", "NOT", "NULL", "IS", "IN",
        "LIKE", "ILIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "CAST", "TRY_CAST", "AS", "TRUE", "FALSE",
        "runs", "logs", "loops", "checkpoints", "versions", "replays",
        "count", "sum", "avg", "min", "max",
    ];
}
