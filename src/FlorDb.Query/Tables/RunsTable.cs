using System.Collections.Immutable;
using FlorDb.Query.Execution;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>
/// The pivoted view of all runs. A row is an iteration of the deepest loop among the columns that a query names. The rules are worked out on
/// examples in <c>spec/florql.md</c>.
/// </summary>
internal sealed class RunsTable : Table
{
    public const string TableName = "runs";

    private readonly PivotInput _input;
    private readonly Func<IReadOnlyList<SourceColumn>>? _sources;
    private ImmutableArray<TableColumn> _columns;
    private bool _widened;

    /// <summary>Makes the table.</summary>
    /// <param name="input">The records.</param>
    /// <param name="sources">Asks for what the newest sources log; null where nobody can tell.</param>
    /// <param name="forReplay">Whether the places where the sources log a name count from the start.</param>
    public RunsTable(PivotInput input, Func<IReadOnlyList<SourceColumn>>? sources, bool forReplay)
        : base(TableName)
    {
        _input = input;
        _sources = sources;
        _columns = RunColumns.Collect(input.Snapshots, []);
        if (forReplay) TryWiden();
    }

    public override ImmutableArray<TableColumn> Columns => _columns;

    public override bool TryWiden()
    {
        if (_sources is null || _widened) return false;
        _widened = true;
        _columns = RunColumns.Collect(_input.Snapshots, _sources());
        return true;
    }

    /// <summary>
    /// <c>*</c> never makes rows finer: it stands for the properties, and for the loops and names whose values all lie at the grain that the rest
    /// of the query asks for, or outside of it.
    /// </summary>
    public override IEnumerable<TableColumn> StarColumns(IReadOnlyCollection<TableColumn> named)
    {
        LoopPath[] grain = [LoopPath.Root, .. named.SelectMany(PathsOf)];
        return Columns.Where(column => column.IsInStar && PathsOf(column).All(path => grain.Any(path.IsPrefixOf)));
    }

    public override string? QualifierOf(TableColumn column) => column.Role switch
    {
        ColumnRole.Loop => "loop",
        ColumnRole.Logged => "logged",
        _ => null,
    };

    public override string Missing(string columnName) =>
        _sources is null ? $"No run has logged {columnName}." : $"No run has logged {columnName}, and no program's newest source logs it.";

    public override IEnumerable<Row> Scan(ScanRequest request, CancellationToken cancellation) =>
        new PivotScan(_input, new PivotLayout(request.Columns), request).Rows(cancellation);

    public override string Describe(ScanRequest request) => new PivotLayout(request.Columns).ToString();

    internal static IEnumerable<LoopPath> PathsOf(TableColumn column) => column switch
    {
        LoopColumn loop => loop.Paths,
        LoggedColumn logged => logged.Paths,
        _ => [],
    };
}
