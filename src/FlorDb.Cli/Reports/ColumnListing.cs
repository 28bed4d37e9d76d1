using System.Collections.Immutable;
using FlorDb.Cli.Rendering;
using FlorDb.Query.Hindsight;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>The columns of <c>runs</c>: properties of runs, loops, arguments, what was logged, and what only the newest source logs.</summary>
internal static class ColumnListing
{
    /// <summary>The properties that every run has.</summary>
    public static ImmutableArray<string> Properties { get; } = ["projid", "runid", "tstamp", "vid", "filename"];

    /// <summary>Reads the columns whose name contains a text, in the order: properties, then by loop path.</summary>
    /// <param name="store">The store.</param>
    /// <param name="hindsight">Knows what the source logs; null if nothing does.</param>
    /// <param name="part">The text; empty for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public static ImmutableArray<ColumnEntry> Read(FlorStore store, IHindsight? hindsight, string part, CancellationToken cancellation)
    {
        using var snapshot = store.TakeSnapshot();
        var recorded = snapshot.Tables.OrderBy(table => table.Path.Depth).ThenBy(table => table.Path.ToString(), StringComparer.Ordinal)
            .SelectMany(EntriesOf).ToList();
        var known = recorded.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var planned = (hindsight?.SourceColumns(snapshot, cancellation) ?? [])
            .Where(column => !known.Contains(column.Name))
            .Select(column => new ColumnEntry(column.Name, "", Where(column.Path), "in the source, not recorded yet"))
            .Distinct();
        return [.. PropertyEntries().Concat(recorded).Concat(planned).Where(entry => entry.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The columns as a table.</summary>
    public static TableData ToTable(ImmutableArray<ColumnEntry> entries) => new(
        [TableColumn.Text("column"), TableColumn.Text("type"), TableColumn.Text("in"), TableColumn.Text("what")],
        [.. entries.Select(Row)]);

    private static IEnumerable<ColumnEntry> PropertyEntries() =>
        Properties.Select(name => new ColumnEntry(name, name == "tstamp" ? "timestamp" : "string", Where(LoopPath.Root), "property"));

    private static IEnumerable<ColumnEntry> EntriesOf(LoopTable table)
    {
        if (table.Path.Depth > 0) yield return new ColumnEntry(table.Path.Loops[^1], "", Where(table.Path), "loop");
        foreach (var name in table.Names.Where(name => !Properties.Contains(name.Name)))
            yield return new ColumnEntry(name.Name, Types(name), Where(table.Path), name.IsArgument ? "argument" : "logged");
    }

    private static string Types(LoggedName name) =>
        string.Join(", ", name.Kinds.Where(kind => kind != CellKind.Null).Select(kind => kind.ToString().ToLowerInvariant()));

    private static string Where(LoopPath path) => path.Depth == 0 ? "the run" : path.ToString();

    private static CellValue[] Row(ColumnEntry entry) =>
        [CellValue.Of(entry.Name), CellValue.Of(entry.Types), CellValue.Of(entry.Where), CellValue.Of(entry.What)];
}

/// <summary>A column of <c>runs</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Types">The kinds of its values.</param>
/// <param name="Where">At which loops it has cells.</param>
/// <param name="What">Where it comes from.</param>
internal sealed record ColumnEntry(string Name, string Types, string Where, string What);
