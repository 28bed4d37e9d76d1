using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>The arguments of all runs.</summary>
internal static class RunArguments
{
    /// <summary>Reads them: for each run its arguments by name.</summary>
    public static Dictionary<RunKey, SortedDictionary<string, CellValue>> Read(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs = null)
    {
        var arguments = new Dictionary<RunKey, SortedDictionary<string, CellValue>>();
        if (snapshot.Table(LoopPath.Root) is not { } table) return arguments;
        var names = table.Names.Where(name => name.IsArgument).Select(name => name.Name).ToList();
        if (names.Count == 0) return arguments;
        foreach (var batch in table.Read(names, runs))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Replay(row) is not null) continue;
                foreach (var name in names)
                    if (batch.TryGetCell(name, row, out var value)) Of(batch.Run(row))[name] = value;
            }
        }

        return arguments;

        SortedDictionary<string, CellValue> Of(RunKey run)
        {
            if (!arguments.TryGetValue(run, out var known)) arguments[run] = known = new SortedDictionary<string, CellValue>(StringComparer.Ordinal);
            return known;
        }
    }
}
