using System.Collections.Immutable;
using FlorDb.Query.Tables;
using FlorDb.Storage;

namespace FlorDb.Query.Execution.Pivot;

/// <summary>Which loop paths a set of columns touches: each has rows, and from each of them some names are read.</summary>
internal sealed class PivotLayout
{
    public PivotLayout(ImmutableArray<TableColumn> columns)
    {
        Columns = columns;
        Logged = [.. columns.OfType<LoggedColumn>()];
        Paths = [.. columns.SelectMany(RunsTable.PathsOf).Prepend(LoopPath.Root).Distinct().OrderBy(path => path.Depth)];
        Ancestors = [.. Paths.Select(path => Indexed(other => other.IsPrefixOf(path) && !other.Equals(path)))];
        Homes = [.. Paths.Select(path => Logged.Select(column => HomesOf(column, path)).ToImmutableArray())];
        NamesByPath = [.. Paths.Select(NamesAt)];
    }

    /// <summary>The wanted columns, by slot.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>Those of them that are logged names.</summary>
    public ImmutableArray<LoggedColumn> Logged { get; }

    /// <summary>The paths, the root first, outer ones before inner ones.</summary>
    public ImmutableArray<LoopPath> Paths { get; }

    /// <summary>For each path the paths around it, as positions in <see cref="Paths"/>.</summary>
    public ImmutableArray<ImmutableArray<int>> Ancestors { get; }

    /// <summary>For each path and each logged column, where a row of that path may find its cell: the deepest path first.</summary>
    public ImmutableArray<ImmutableArray<ImmutableArray<int>>> Homes { get; }

    /// <summary>For each path the logged columns that are read there.</summary>
    public ImmutableArray<ImmutableArray<int>> NamesByPath { get; }

    /// <summary>The finest paths: those that enclose no other.</summary>
    public override string ToString()
    {
        var finest = Paths.Where(path => !Paths.Any(other => path.IsPrefixOf(other) && !other.Equals(path)));
        return $"one row per {string.Join(" and per ", finest.Select(path => path.Depth == 0 ? "run" : $"iteration of {path}"))}";
    }

    private ImmutableArray<int> HomesOf(LoggedColumn column, LoopPath path) =>
        [.. Indexed(home => home.IsPrefixOf(path) && column.Paths.Contains(home)).Reverse()];

    private ImmutableArray<int> NamesAt(LoopPath path) =>
        [.. Enumerable.Range(0, Logged.Length).Where(column => Logged[column].Paths.Contains(path))];

    private ImmutableArray<int> Indexed(Func<LoopPath, bool> condition) =>
        [.. Enumerable.Range(0, Paths.Length).Where(index => condition(Paths[index]))];
}
