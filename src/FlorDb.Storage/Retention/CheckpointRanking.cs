namespace FlorDb.Storage.Retention;

/// <summary>Ranks the checkpoints of a run by a number that was logged in their iterations.</summary>
internal sealed class CheckpointRanking(StoreSnapshot snapshot, BestCheckpoints rule)
{
    /// <summary>The best ones; all if no number is known of any.</summary>
    public IEnumerable<CheckpointInfo> Best(IReadOnlyList<CheckpointInfo> checkpoints)
    {
        var numbers = checkpoints.Select(PathOf).Distinct().ToDictionary(path => path, path => Read(path, checkpoints[0].Run));
        var ranked = checkpoints.Select(checkpoint => (Checkpoint: checkpoint, Number: Find(numbers[PathOf(checkpoint)], checkpoint.Position))).ToList();
        if (ranked.TrueForAll(pair => pair.Number is null)) return checkpoints;
        return ranked.OrderBy(pair => pair.Number is null)
            .ThenBy(pair => rule.Order == BestOrder.Smallest ? pair.Number : -pair.Number)
            .Take(rule.Count)
            .Select(pair => pair.Checkpoint);
    }

    /// <summary>The path of the iteration in which a checkpoint was captured: before and after a loop that is the one around it.</summary>
    private static LoopPath PathOf(CheckpointInfo checkpoint)
    {
        var position = checkpoint.Position;
        return LoopPath.Of([.. position.Path.Loops.Take(position.Indices.Length)]);
    }

    private static double? Find(Dictionary<string, double> numbers, CheckpointPosition position) =>
        numbers.TryGetValue(string.Join(',', position.Indices), out double number) ? number : null;

    /// <summary>For each iteration of a run, by its indices, the number that was logged last; what the run itself logged goes before what replays filled in.</summary>
    private Dictionary<string, double> Read(LoopPath path, RunKey run)
    {
        var (recorded, replayed) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        var scan = new LoopScan { Names = [rule.Name], Runs = new HashSet<RunKey> { run }, CellsOnly = true };
        foreach (var batch in snapshot.Table(path)?.Read(scan) ?? [])
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (!batch.TryGetCell(rule.Name, row, out var value) || ToNumber(value) is not { } number) continue;
                string indices = string.Join(',', Enumerable.Range(0, path.Depth).Select(depth => batch.Index(depth, row)));
                (batch.Replay(row) is null ? recorded : replayed)[indices] = number;
            }
        }

        foreach (var (indices, number) in replayed) recorded.TryAdd(indices, number);
        return recorded;
    }

    private static double? ToNumber(CellValue value) => value.Kind switch
    {
        CellKind.Int64 => value.AsInt64(),
        CellKind.Float64 when !double.IsNaN(value.AsFloat64()) => value.AsFloat64(),
        _ => null,
    };
}
