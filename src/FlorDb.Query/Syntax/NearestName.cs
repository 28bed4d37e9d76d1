namespace FlorDb.Query.Syntax;

/// <summary>Finds the known names that are nearest to one that is not known.</summary>
internal static class NearestName
{
    private const int LengthMax = 256;

    /// <summary>At most three names that could have been meant, nearest first.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> known)
    {
        var limit = Math.Max(1, Math.Min(name.Length, LengthMax) / 3);
        return
        [
            .. known
                .Distinct(StringComparer.Ordinal)
                .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
                .Where(candidate => candidate.Distance <= limit)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(candidate => candidate.Name),
        ];
    }

    /// <summary>
    /// The number of single insertions, deletions, substitutions and swaps of neighbours that lead from one text to the other, each place edited
    /// at most once (optimal string alignment: Damerau, CACM 7(3), 1964; Levenshtein, 1966).
    /// </summary>
    public static int Distance(string first, string second)
    {
        if (first.Length > LengthMax || second.Length > LengthMax) return LengthMax;
        var table = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= second.Length; j++) table[0, j] = j;
        for (var i = 1; i <= first.Length; i++)
            for (var j = 1; j <= second.Length; j++)
                table[i, j] = Cell(table, first, second, i, j);
        return table[first.Length, second.Length];
    }

    private static int Cell(int[,] table, string first, string second, int i, int j)
    {
        var substitution = table[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
        var best = Math.Min(substitution, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
        return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
    }
}
