using FlorDb.Query.Formats;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query.Syntax;

/// <summary>Writes syntax trees as text that parses to the same tree: every operation in parentheses.</summary>
internal static class SyntaxPrinter
{
    public static string Print(Statement statement) => statement switch
    {
        SelectStatement select => PrintSelect(select),
        ExplainStatement explain => $"EXPLAIN {PrintSelect(explain.Query)}",
        ShowTablesStatement => "SHOW TABLES",
        ShowRunsStatement => "SHOW RUNS",
        ShowColumnsStatement { Table: null } => "SHOW COLUMNS",
        ShowColumnsStatement show => $"SHOW COLUMNS FROM {Print(show.Table!)}",
        _ => throw Unprintable(statement),
    };

    public static string Print(Expression expression) => expression switch
    {
        LiteralExpression literal => PrintLiteral(literal.Value),
        NameExpression { Qualifier: null } name => Print(name.Name),
        NameExpression name => $"{Print(name.Qualifier!)}.{Print(name.Name)}",
        StarExpression { Qualifier: null } => "*",
        StarExpression star => $"{Print(star.Qualifier!)}.*",
        UnaryExpression unary => $"({unary.Operator} {Print(unary.Operand)})",
        BinaryExpression binary => $"({Print(binary.Left)} {binary.Operator} {Print(binary.Right)})",
        LogicalExpression logical => $"({string.Join($" {logical.Operator} ", logical.Operands.Select(Print))})",
        IsNullExpression test => $"({Print(test.Operand)} IS {Not(test.Negated)}NULL)",
        InExpression test => $"({Print(test.Operand)} {Not(test.Negated)}IN ({List(test.List)}))",
        BetweenExpression test => $"({Print(test.Operand)} {Not(test.Negated)}BETWEEN {Print(test.Low)} AND {Print(test.High)})",
        LikeExpression test => $"({Print(test.Operand)} {Not(test.Negated)}{(test.IgnoresCase ? "ILIKE" : "LIKE")} {Print(test.Pattern)})",
        CaseExpression choice => PrintCase(choice),
        CastExpression cast => $"{(cast.NullOnFailure ? "TRY_CAST" : "CAST")}({Print(cast.Operand)} AS {Print(cast.Type)})",
        CallExpression call => $"{Print(call.Function)}({(call.Distinct ? "DISTINCT " : "")}{List(call.Arguments)})",
        IndexExpression index => $"{Print(index.Operand)}[{Print(index.Index)}]",
        _ => throw Unprintable(expression),
    };

    private static string PrintSelect(SelectStatement select)
    {
        string?[] clauses =
        [
            select.Distinct ? "SELECT DISTINCT" : "SELECT",
            string.Join(", ", select.Items.Select(item => Aliased(Print(item.Expression), item.Alias))),
            select.From is null ? null : $"FROM {Aliased(Print(select.From.Table), select.From.Alias)}",
            Clause("WHERE", select.Where),
            select.GroupBy.IsEmpty ? null : $"GROUP BY {List(select.GroupBy)}",
            Clause("HAVING", select.Having),
            select.OrderBy.IsEmpty ? null : $"ORDER BY {string.Join(", ", select.OrderBy.Select(PrintOrder))}",
            Clause("LIMIT", select.Limit),
            Clause("OFFSET", select.Offset),
            select.Replay is null ? null : PrintReplay(select.Replay),
        ];
        return string.Join(' ', clauses.Where(clause => clause is not null));
    }

    private static string Aliased(string printed, Identifier? alias) => alias is null ? printed : $"{printed} AS {Print(alias)}";

    private static string? Clause(string word, Expression? expression) => expression is null ? null : $"{word} {Print(expression)}";

    private static string PrintOrder(OrderItem item)
    {
        var nulls = item.NullsFirst switch { true => " NULLS FIRST", false => " NULLS LAST", null => "" };
        return $"{Print(item.Expression)}{(item.Descending ? " DESC" : "")}{nulls}";
    }

    private static string PrintReplay(ReplayClause replay)
    {
        var (kind, count, launcher) = replay.Workers;
        return $"REPLAY ON {count} {(kind == WorkerKind.Gpu ? "GPUS" : "CPUS")}{(launcher == WorkerLauncher.Slurm ? " USING SLURM" : "")}";
    }

    private static string PrintCase(CaseExpression choice)
    {
        var operand = choice.Operand is null ? "" : $" {Print(choice.Operand)}";
        var branches = string.Concat(choice.Branches.Select(branch => $" WHEN {Print(branch.When)} THEN {Print(branch.Then)}"));
        return $"CASE{operand}{branches}{(choice.Else is null ? "" : $" ELSE {Print(choice.Else)}")} END";
    }

    private static string PrintLiteral(CellValue value) => value.Kind switch
    {
        CellKind.String => $"'{value.AsString().Replace("'", "''", StringComparison.Ordinal)}'",
        CellKind.Boolean => value.AsBoolean() ? "TRUE" : "FALSE",
        _ => CellText.Of(value),
    };

    private static string Print(Identifier name) =>
        name.Quoted ? $"\"{name.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name.Name;

    private static string List(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(Print));

    private static string Not(bool negated) => negated ? "NOT " : "";

    private static System.Diagnostics.UnreachableException Unprintable(object node) => new($"{node.GetType().Name} has no printed form.");
}
