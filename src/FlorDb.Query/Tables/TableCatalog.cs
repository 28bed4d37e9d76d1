using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Execution.Pivot;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Syntax;

namespace FlorDb.Query.Tables;

/// <summary>All tables that can stand after <c>FROM</c>.</summary>
internal sealed class TableCatalog(PivotInput input, Func<IReadOnlyList<SourceColumn>>? sources)
{
    public static ImmutableArray<(string Name, string Rows)> Tables { get; } =
    [
        (RunsTable.TableName, "runs, or the iterations of the loops that a query names; every logged name is a column"),
        ("logs", "every logged value, replayed ones included"),
        ("loops", "every iteration of every loop"),
        ("versions", "every code version that has run"),
        ("checkpoints", "every checkpoint"),
        ("replays", "every replay of a part of a run"),
    ];

    /// <exception cref="FlorQlException">There is no such table.</exception>
    public Table Find(Identifier name, bool forReplay, BindingContext context) => name.Name.ToUpperInvariant() switch
    {
        "RUNS" => Runs(forReplay),
        "LOGS" => LogsTable.Logs(input.Start),
        "LOOPS" => LogsTable.Loops(input.Start),
        "VERSIONS" => CatalogTables.Versions(input.Start),
        "CHECKPOINTS" => CatalogTables.Checkpoints(input.Start),
        "REPLAYS" => CatalogTables.Replays(input.Start),
        _ => throw Unknown(name, context),
    };

    public RunsTable Runs(bool forReplay) => new(input, sources, forReplay);

    private static FlorQlException Unknown(Identifier name, BindingContext context)
    {
        string[] known = [.. Tables.Select(table => table.Name)];
        var nearest = NearestName.Find(name.Name, known);
        return context.Error(
            name.Span, $"There is no table {ScanSlots.QuotedName(name.Name)}.",
            nearest.Count > 0 ? $"Did you mean {nearest.JoinedByOr()}?" : $"The tables are {((IReadOnlyList<string>)known).JoinedByOr()}.");
    }
}
