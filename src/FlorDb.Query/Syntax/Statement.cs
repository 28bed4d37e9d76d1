using System.Collections.Immutable;
using FlorDb.Query.Hindsight;

namespace FlorDb.Query.Syntax;

/// <summary>A statement as it was written.</summary>
internal abstract record Statement;

/// <summary>A query.</summary>
internal sealed record SelectStatement : Statement
{
    public bool Distinct { get; init; }

    public required ImmutableArray<SelectItem> Items { get; init; }

    public TableReference? From { get; init; }

    public Expression? Where { get; init; }

    public ImmutableArray<Expression> GroupBy { get; init; } = [];

    public Expression? Having { get; init; }

    public ImmutableArray<OrderItem> OrderBy { get; init; } = [];

    public Expression? Limit { get; init; }

    public Expression? Offset { get; init; }

    public ReplayClause? Replay { get; init; }
}

/// <summary>One item of a select list.</summary>
internal sealed record SelectItem(Expression Expression, Identifier? Alias);

/// <summary>The table of a query, and another name for it.</summary>
internal sealed record TableReference(Identifier Table, Identifier? Alias);

/// <summary>One item of <c>ORDER BY</c>; <paramref name="NullsFirst"/> is null where nothing was said.</summary>
internal sealed record OrderItem(Expression Expression, bool Descending, bool? NullsFirst);

/// <summary>The clause <c>REPLAY [ON n CPUS|GPUS] [USING SLURM]</c>.</summary>
internal sealed record ReplayClause(WorkerPool Workers, TextSpan Span);

/// <summary><c>EXPLAIN query</c>.</summary>
internal sealed record ExplainStatement(SelectStatement Query) : Statement;

/// <summary><c>SHOW TABLES</c>.</summary>
internal sealed record ShowTablesStatement : Statement;

/// <summary><c>SHOW RUNS</c>.</summary>
internal sealed record ShowRunsStatement : Statement;

/// <summary><c>SHOW COLUMNS [FROM table]</c> or <c>DESCRIBE table</c>.</summary>
internal sealed record ShowColumnsStatement(Identifier? Table) : Statement;
