using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>One file of an export: a row per run, or per iteration of one loop.</summary>
/// <param name="FileName">The file's name without its ending: <c>runs</c>, <c>epoch</c>, <c>epoch.step</c>.</param>
/// <param name="Query">The query that gives its rows.</param>
internal sealed record ExportGrain(string FileName, string Query)
{
    /// <summary>All grains of a store.</summary>
    /// <param name="snapshot">The store.</param>
    /// <param name="runs">The runs that are wanted; default for all.</param>
    public static List<ExportGrain> Of(StoreSnapshot snapshot, ImmutableArray<RunInfo> runs)
    {
        var grains = new List<ExportGrain>();
        foreach (var table in snapshot.Tables.OrderBy(table => table.Path.Depth).ThenBy(table => table.Path.ToString(), StringComparer.Ordinal))
            grains.Add(new ExportGrain(FileNameOf(table.Path, grains), QueryOf(table.Path, snapshot, runs)));
        return grains;
    }

    private static string FileNameOf(LoopPath path, List<ExportGrain> taken)
    {
        var name = path.Depth == 0 ? "runs" : string.Join('.', path.Loops.Select(Plain));
        var unique = name;
        for (var number = 2; taken.Exists(grain => string.Equals(grain.FileName, unique, StringComparison.OrdinalIgnoreCase)); number++) unique = $"{name}-{number}";
        return unique;
    }

    private static string Plain(string loop) => string.Concat(loop.Select(character => char.IsLetterOrDigit(character) || character is '_' or '-' ? character : '_'));

    private static string QueryOf(LoopPath path, StoreSnapshot snapshot, ImmutableArray<RunInfo> runs)
    {
        var columns = ColumnListing.Properties.Concat(snapshot.Tables
            .Where(table => table.Path.IsPrefixOf(path)).OrderBy(table => table.Path.Depth)
            .SelectMany(table => table.Path.Loops.TakeLast(1).Concat(table.Names.Select(name => name.Name))));
        var conditions = new List<string>();
        if (path.Depth > 0) conditions.Add($"{Quoted(path.Loops[^1])} IS NOT NULL");
        if (!runs.IsDefault) conditions.Add($"\"key\" IN ({string.Join(", ", runs.Select(run => $"'{run.Key}'"))})");
        var where = conditions.Count > 0 ? " WHERE " + string.Join(" AND ", conditions) : "";
        return $"SELECT {string.Join(", ", columns.Distinct(StringComparer.Ordinal).Select(Quoted))} FROM runs{where}";
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
