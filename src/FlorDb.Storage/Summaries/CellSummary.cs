namespace FlorDb.Storage;

/// <summary>
/// What one run, or one replay part, has logged under one name at one loop path, in short. Arguments are summed up apart from cells of the same name.
/// </summary>
/// <param name="Run">The run.</param>
/// <param name="Replay">The replay part that logged it; null for what the run itself recorded.</param>
/// <param name="Path">The loop path; the root's for an argument.</param>
/// <param name="Name">The name.</param>
/// <param name="IsArgument">Whether these are values of an argument.</param>
/// <param name="Count">How many values there are, logged nulls included.</param>
/// <param name="Nulls">How many of them are logged nulls.</param>
/// <param name="Min">The smallest number; null if there is none but NaN. An integer beyond 2^53 is rounded to the nearest double.</param>
/// <param name="Max">The largest number.</param>
/// <param name="Last">
/// The value in the last row that has one; null where it is binary, an n-d value, or a text of more than <see cref="LongestText"/> characters.
/// </param>
public sealed record CellSummary(
    RunKey Run, ReplayKey? Replay, LoopPath Path, string Name, bool IsArgument, long Count, long Nulls, double? Min, double? Max, CellValue? Last)
{
    /// <summary>The length in UTF-16 characters up to which a text is kept as <see cref="Last"/>.</summary>
    public const int LongestText = 256;

    /// <summary>What both stand for together: counts add up, and the last value is that of the later one.</summary>
    internal CellSummary With(CellSummary later) => later with
    {
        Count = Count + later.Count,
        Nulls = Nulls + later.Nulls,
        Min = Smaller(Min, later.Min),
        Max = -Smaller(-Max, -later.Max),
    };

    /// <summary>Joins those of one run, replay part, path and name, which come in the order in which their values were logged.</summary>
    internal static IEnumerable<CellSummary> Combine(IEnumerable<CellSummary> parts)
    {
        var known = new OrderedDictionary<(RunKey, ReplayKey?, LoopPath, string, bool), CellSummary>();
        foreach (var part in parts)
        {
            var key = (part.Run, part.Replay, part.Path, part.Name, part.IsArgument);
            known[key] = known.TryGetValue(key, out var before) ? before.With(part) : part;
        }

        return known.Values;
    }

    private static double? Smaller(double? left, double? right) => left is { } one && right is { } other ? Math.Min(one, other) : left ?? right;
}
