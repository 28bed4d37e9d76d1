using System.Text;

namespace FlorDb.Query.Values;

/// <summary><c>LIKE</c> patterns: <c>%</c> stands for any text, <c>_</c> for any one character.</summary>
internal static class LikePattern
{
    /// <summary>Whether the pattern describes the whole text. Takes at most time proportional to text times pattern.</summary>
    public static bool Matches(string text, string pattern, bool ignoresCase)
    {
        var t = Runes(text, ignoresCase);
        var p = Runes(pattern, ignoresCase);
        int i = 0, j = 0, starJ = -1, starI = 0;
        while (i < t.Length)
        {
            if (j < p.Length && p[j].Value == '%') (starJ, starI) = (j++, i);
            else if (j < p.Length && (p[j].Value == '_' || p[j] == t[i])) (i, j) = (i + 1, j + 1);
            else if (starJ >= 0) (i, j) = (++starI, starJ + 1);
            else return false;
        }

        while (j < p.Length && p[j].Value == '%') j++;
        return j == p.Length;
    }

    private static Rune[] Runes(string text, bool ignoresCase) =>
        ignoresCase ? [.. text.EnumerateRunes().Select(Rune.ToLowerInvariant)] : [.. text.EnumerateRunes()];
}
