using System.Collections.Frozen;
using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>Collects the columns of the table <c>runs</c>: properties, then loops, then names.</summary>
internal static class RunColumns
{
    public static ImmutableArray<TableColumn> Collect(IReadOnlyCollection<StoreSnapshot> snapshots, IReadOnlyList<SourceColumn> sources)
    {
        var tables = snapshots.SelectMany(snapshot => snapshot.Tables).ToList();
        var paths = tables.Select(table => table.Path).Concat(sources.Select(source => source.Path)).Distinct().ToList();
        var loops = paths
            .SelectMany(Prefixes)
            .Distinct()
            .GroupBy(path => path.Loops[^1], StringComparer.Ordinal)
            .Select(group => new LoopColumn(group.Key, [.. group]))
            .OrderBy(column => column.Paths.Min(path => path.Depth))
            .ThenBy(column => column.Name, StringComparer.Ordinal);
        var logged = tables
            .SelectMany(table => table.Names.Select(name => (table.Path, Name: name)))
            .ToLookup(entry => entry.Name.Name, StringComparer.Ordinal);
        var sourced = sources.ToLookup(source => source.Name, StringComparer.Ordinal);
        var names = logged.Select(group => group.Key).Union(sourced.Select(group => group.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        // Where no run has a rank, a logged name like it is what people mean.
        var rank = PropertyColumn.Rank(PropertyColumn.IsAnyRanked(snapshots.SelectMany(snapshot => snapshot.Runs)));
        var others = loops.Concat<TableColumn>(names.Select(name => Logged(name, [.. logged[name]], [.. sourced[name]])));
        return rank.IsInStar ? [.. PropertyColumn.All, rank, .. others] : [.. PropertyColumn.All, .. others, rank];
    }

    private static IEnumerable<LoopPath> Prefixes(LoopPath path) =>
        Enumerable.Range(1, path.Depth).Select(depth => LoopPath.Of(path.Loops.AsSpan(0, depth)));

    private static LoggedColumn Logged(string name, (LoopPath Path, LoggedName Name)[] logged, SourceColumn[] sources)
    {
        CellKind[] kinds = [.. logged.SelectMany(entry => entry.Name.Kinds).Where(kind => kind != CellKind.Null).Distinct().Order()];
        ExpressionType? type = logged.Length == 0 ? ExpressionType.Dynamic : CellKind.Null;
        foreach (var kind in kinds) type = type is { } bound ? ExpressionType.LeastUpperBound(bound, kind) : null;
        var sourcePaths = sources
            .GroupBy(source => source.FileName, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Select(source => source.Path).Distinct().ToImmutableArray(), StringComparer.Ordinal);
        ImmutableArray<LoopPath> paths = [.. logged.Select(entry => entry.Path).Concat(sources.Select(source => source.Path)).Distinct()];
        return new LoggedColumn(name, type ?? CellKind.String, paths, Array.Exists(logged, entry => entry.Name.IsArgument), sourcePaths)
        {
            Notice = type is not null ? null : $"{name} has {string.Join(" and ", kinds.Select(TypeNames.Of))} values over all runs, so it is read as VARCHAR.",
        };
    }
}
