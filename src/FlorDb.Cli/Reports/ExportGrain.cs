using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>One file of an export: a row per run, or per iteration of one loop.</summary>
/// <param name="FileName">The file's name without its ending: <c>runs</c>, <c>epoch</c>, <c>epoch.step</c>.</param>
/// <param name="Query">The query that gives its rows.</param>
internal sealed record ExportGrain(string FileName, string Query)
{
    private static readonly string[] Properties = ["runkey", "projid", "runid", "tstamp", "vid", "filename", "state", "seconds", "message"];

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
        for (var number = 2; IsTaken(unique); number++) unique = $"{name}-{number}";
        return unique;

        bool IsTaken(string candidate) => taken.Exists(grain => string.Equals(grain.FileName, candidate, StringComparison.OrdinalIgnoreCase));
    }

    private static string Plain(string loop) =>
        string.Concat(loop.Select(character => char.IsLetterOrDigit(character) || character is '_' or '-' ? character : '_'));

    private static string QueryOf(LoopPath path, StoreSnapshot snapshot, ImmutableArray<RunInfo> runs)
    {
        var around = snapshot.Tables.Where(table => table.Path.IsPrefixOf(path)).OrderBy(table => table.Path.Depth).ToList();
        var loops = path.Loops.Distinct(StringComparer.Ordinal).Select(loop => "loop." + Quoted(loop)).ToList();
        var names = around.SelectMany(table => table.Names).Select(name => "logged." + Quoted(name.Name)).Distinct(StringComparer.Ordinal);
        var conditions = loops.Select(loop => $"{loop} IS NOT NULL").ToList();
        if (!runs.IsDefault) conditions.Add($"runs.runkey IN ({string.Join(", ", runs.Select(run => $"'{run.Key}'"))})");
        var where = conditions.Count > 0 ? " WHERE " + string.Join(" AND ", conditions) : "";
        return $"SELECT {string.Join(", ", [.. Properties.Select(name => "runs." + name), .. loops, .. names])} FROM runs{where}";
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
