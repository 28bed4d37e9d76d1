using FlorDb.Query.Binding;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Planning;
using FlorDb.Query.Syntax;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query.Execution;

/// <summary>Binds and runs one query over one state of the store.</summary>
internal sealed class QuerySession
{
    private readonly PivotInput _input;
    private readonly BindingContext _context;

    public QuerySession(SourceText source, SelectStatement select, PivotInput input, Func<IReadOnlyList<SourceColumn>>? sources)
    {
        _input = input;
        _context = new BindingContext(source);
        var table = select.From is null ? null : new TableCatalog(input, sources).Find(select.From.Table, select.Replay is not null, _context);
        if (select.Replay is not null && table is not RunsTable)
            throw source.Error(select.Replay.Span, $"REPLAY fills cells of the table runs, but this query is over {table?.Name ?? "no table"}.");
        Query = SelectBinder.Bind(select, table, _context);
        Plan = PhysicalPlanner.Plan(Query.Plan);
    }

    public BoundQuery Query { get; }

    public PhysicalOperator Plan { get; }

    public QueryResult Run(CancellationToken cancellation)
    {
        var execution = new QueryExecution(cancellation);
        var rows = new List<CellValue[]>();
        foreach (var row in Plan.Execute(execution))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(row.Values);
        }

        return ResultBuilder.Build(Query.Columns, rows, [.. _context.Notices, .. Unverified(execution), .. Damage()]);
    }

    private static IEnumerable<string> Unverified(QueryExecution execution)
    {
        const string Reason = "from replays that could not be verified: SELECT * FROM replays says why.";
        if (execution.Unverified.Count == 1) yield return $"1 cell of this answer comes {Reason}";
        else if (execution.Unverified.Count > 1) yield return $"{execution.Unverified.Count} cells of this answer come {Reason}";
    }

    private IEnumerable<string> Damage() =>
        (_input.AfterReplay ?? _input.Start).Notices.Select(notice => $"{notice.File}, byte {notice.Offset}: {notice.Text}");
}
