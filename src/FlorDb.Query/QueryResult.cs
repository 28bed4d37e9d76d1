using System.Collections.Immutable;
using FlorDb.Query.Formats;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;
using FlorDb.Storage.Arrow;

namespace FlorDb.Query;

/// <summary>The answer to a query.</summary>
public sealed class QueryResult
{
    private readonly IReadOnlyList<CellValue[]> _rows;

    internal QueryResult(ImmutableArray<QueryColumn> columns, IReadOnlyList<CellValue[]> rows, ImmutableArray<string> notices)
    {
        _rows = rows;
        Columns = columns;
        Rows = [.. rows.Select(row => (ReadOnlyMemory<CellValue>)row)];
        Notices = notices;
    }

    /// <summary>The columns, in the order of the select list.</summary>
    public ImmutableArray<QueryColumn> Columns { get; }

    /// <summary>The rows; each has one value per column, NULL as <see cref="CellValue.Null"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<CellValue>> Rows { get; }

    /// <summary>What the reader of the answer should know: names with values of several kinds, cells that are not verified, damaged files.</summary>
    public ImmutableArray<string> Notices { get; }

    /// <summary>What was replayed for the answer; null when nothing was.</summary>
    public ReplayOutcome? Replay { get; private init; }

    /// <summary>The runs whose missing cells can't be filled, each with a reason; empty for a query without <c>REPLAY</c>.</summary>
    public ImmutableArray<RefusedReplay> Refusals { get; private init; } = [];

    /// <summary>The rows as Arrow columns, in batches of at most 65,536 rows; at least one batch, so that the schema is always there.</summary>
    public IEnumerable<RecordBatch> ReadBatches() => ResultBatches.Read(this);

    /// <summary>The same answer with what its replay did and could not do.</summary>
    internal QueryResult With(ReplayOutcome? replay, ImmutableArray<RefusedReplay> refusals) =>
        new(Columns, _rows, Notices) { Replay = replay, Refusals = refusals };
}
