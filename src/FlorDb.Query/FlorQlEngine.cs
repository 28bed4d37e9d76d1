using FlorDb.Query.Binding;
using FlorDb.Query.Execution;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Replaying;
using FlorDb.Query.Syntax;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query;

/// <summary>Answers FlorQL queries over a store. The language is described in <c>spec/florql.md</c>. Safe to use from several threads.</summary>
/// <param name="store">The store.</param>
/// <param name="hindsight">Fills missing cells for <c>REPLAY</c>; null where that can't be done, then such a query is an error.</param>
public sealed class FlorQlEngine(FlorStore store, IHindsight? hindsight = null)
{
    private const string RunListing = "SELECT projid, runid, tstamp, state, seconds, vid, filename FROM runs ORDER BY tstamp";

    /// <summary>Answers one statement: <c>SELECT</c>, <c>EXPLAIN</c>, <c>SHOW</c> or <c>DESCRIBE</c>.</summary>
    /// <param name="text">The statement; a semicolon at its end is fine.</param>
    /// <param name="progress">Is told of the steps of a replay; may be called from several threads.</param>
    /// <param name="confirm">
    /// Is shown the plan before a replay starts; when it returns false, nothing is replayed, and the query is answered with what is there.
    /// Not called when there is nothing to replay.
    /// </param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="FlorQlException">The query is wrong, or a value does not fit its use (an overflow, a cast that fails).</exception>
    /// <exception cref="StoreException">The store can't be read.</exception>
    /// <exception cref="ReplayCancelledException">The query was cancelled during its replay.</exception>
    /// <exception cref="OperationCanceledException">The query was cancelled.</exception>
    public async Task<QueryResult> QueryAsync(
        string text, IProgress<ReplayProgress>? progress = null, Func<IReplayPlan, bool>? confirm = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Queries compute for long: the caller's thread gets its task back at once.
        return await Task.Run(() => AnswerAsync(new SourceText(text), progress, confirm, cancellation), cancellation).ConfigureAwait(false);
    }

    private async Task<QueryResult> AnswerAsync(
        SourceText source, IProgress<ReplayProgress>? progress, Func<IReplayPlan, bool>? confirm, CancellationToken cancellation) =>
        FlorQlParser.Parse(source) switch
        {
            SelectStatement { Replay: not null } select => await Replay(source, select).RunAsync(progress, confirm, cancellation).ConfigureAwait(false),
            SelectStatement select => Select(source, select, cancellation),
            ExplainStatement explain => TextResult.Of(["plan"], Explain(source, explain.Query, cancellation).Select(line => new[] { line })),
            ShowTablesStatement => TextResult.Of(["table", "rows"], TableCatalog.Tables.Select(table => new[] { table.Name, table.Rows })),
            ShowRunsStatement => await AnswerAsync(new SourceText(RunListing), null, null, cancellation).ConfigureAwait(false),
            ShowColumnsStatement show => ShowColumns(source, show, cancellation),
            var other => throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} has no answer."),
        };

    private QueryResult Select(SourceText source, SelectStatement select, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        return new QuerySession(source, select, new PivotInput(snapshot), Sources(snapshot, cancellation)).Run(cancellation);
    }

    private IEnumerable<string> Explain(SourceText source, SelectStatement select, CancellationToken cancellation)
    {
        if (select.Replay is not null) return Replay(source, select).Explain(cancellation);
        using var snapshot = store.TakeSnapshot();
        return [.. new QuerySession(source, select, new PivotInput(snapshot), Sources(snapshot, cancellation)).Plan.Explain()];
    }

    private QueryResult ShowColumns(SourceText source, ShowColumnsStatement show, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var catalog = new TableCatalog(new PivotInput(snapshot), Sources(snapshot, cancellation));
        var table = show.Table is null ? catalog.Runs(forReplay: false) : catalog.Find(show.Table, forReplay: false, new BindingContext(source));
        table.TryWiden();
        return TextResult.Of(
            ["column", "type", "origin", "loops"],
            table.Columns.Select(column => new[] { column.Name, column.Type.ToString(), column.Origin, column.Grain }),
            table.Columns.Select(column => column.Notice).OfType<string>());
    }

    private ReplayQuery Replay(SourceText source, SelectStatement select)
    {
        if (hindsight is not null) return new ReplayQuery(source, select, store, hindsight);
        using var snapshot = store.TakeSnapshot();
        _ = new QuerySession(source, select, new PivotInput(snapshot), null);
        throw source.Error(select.Replay!.Span, "Nothing here can replay runs.", "Open the store with the flor command, or give the engine a hindsight.");
    }

    private Func<IReadOnlyList<SourceColumn>>? Sources(StoreSnapshot snapshot, CancellationToken cancellation) =>
        hindsight is null ? null : () => hindsight.SourceColumns(snapshot, cancellation);
}
