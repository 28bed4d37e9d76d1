using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>The arguments of runs.</summary>
internal sealed class RunArguments
{
    private readonly Dictionary<RunKey, SortedDictionary<string, CellValue>> _known = [];

    private RunArguments()
    {
    }

    /// <summary>Reads them: for each run its arguments by name. The sums that the store keeps of runs tell them, so that no rows are read but for long texts.</summary>
    public static IReadOnlyDictionary<RunKey, SortedDictionary<string, CellValue>> Read(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs = null)
    {
        var arguments = new RunArguments();
        try
        {
            var untold = arguments.ReadSums(snapshot, runs);
            if (untold.Count > 0) arguments.ReadRows(snapshot, untold);
        }
        catch (StoreException)
        {
            // Sums are damaged. The rows tell the same.
            arguments.ReadRows(snapshot, runs);
        }

        return arguments._known;
    }

    /// <summary>Returns the runs with arguments that are not summed up.</summary>
    private HashSet<RunKey> ReadSums(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs)
    {
        var untold = new HashSet<RunKey>();
        foreach (var sum in snapshot.ReadSummaries(runs))
        {
            if (!sum.IsArgument || sum.Replay is not null) continue;
            if (sum.Last is { } value) Add(sum.Run, sum.Name, value);
            else untold.Add(sum.Run);
        }

        return untold;
    }

    private void ReadRows(StoreSnapshot snapshot, IReadOnlySet<RunKey>? runs)
    {
        if (snapshot.Table(LoopPath.Root) is not { } table) return;
        var names = table.Names.Where(name => name.IsArgument).Select(name => name.Name).ToList();
        foreach (var batch in table.Read(names, runs))
        {
            for (var row = 0; row < batch.RowCount; row++)
            {
                if (batch.Replay(row) is not null) continue;
                foreach (var name in names)
                    if (batch.TryGetCell(name, row, out var value)) Add(batch.Run(row), name, value);
            }
        }
    }

    private void Add(RunKey run, string name, CellValue value)
    {
        if (!_known.TryGetValue(run, out var known)) _known[run] = known = new SortedDictionary<string, CellValue>(StringComparer.Ordinal);
        known[name] = value;
    }
}
