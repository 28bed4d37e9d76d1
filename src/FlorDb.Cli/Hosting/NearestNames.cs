using System.Collections.Immutable;

namespace FlorDb.Cli.Hosting;

/// <summary>Finds what a mistyped name may have meant.</summary>
internal static class NearestNames
{
    private const int Offered = 3;

    /// <summary>The nearest names, at most three, nearest first; none that differs in more than a third of its letters.</summary>
    public static ImmutableArray<string> To(string name, IEnumerable<string> known) =>
    [
        .. known.Distinct(StringComparer.Ordinal)
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(Offered)
            .Select(pair => pair.candidate),
    ];

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one to the other (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[left.Length, right.Length];
    }
}
