using System.Text.Json;
using FlorDb.Bench.Running;

namespace FlorDb.Bench.Peers;

/// <summary>DuckDB in a Node.js process, which reports its own times: its start and the reading of its input don't count.</summary>
internal static class DuckDbPeer
{
    /// <summary>Runs a command of <c>bench/peers/duckdb.mjs</c>.</summary>
    public static IReadOnlyDictionary<string, double> Run(RepositoryFolders folders, string command, params IEnumerable<string> arguments)
    {
        using var node = ChildProcess.StartOther("node", [Path.Combine(folders.Peers, "duckdb.mjs"), command, .. arguments]);
        return JsonSerializer.Deserialize<Dictionary<string, double>>(node.ReadLine())!;
    }
}
