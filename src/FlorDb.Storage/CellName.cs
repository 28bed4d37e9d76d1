namespace FlorDb.Storage;

/// <summary>The rule for the names of logged values, arguments and loops.</summary>
public static class CellName
{
    /// <summary>The largest number of UTF-16 characters in a name.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Checks a name: 1 to <see cref="MaxLength"/> characters, not all white space, no control characters, whole Unicode characters only, and no
    /// <c>$</c> at its beginning. Anything else is fine: <c>val/acc</c>, <c>it's</c>, <c>value</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The name breaks the rule; the message says how.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (FindFault(name) is { } fault) throw new ArgumentException($"\"{Shorten(name)}\" can't be a name: {fault}.", nameof(name));
    }

    private static string? FindFault(string name)
    {
        if (name.Length == 0) return "it is empty";
        if (name.Length > MaxLength) return $"it has {name.Length} characters, and {MaxLength} is the most";
        if (name[0] == '$') return "names that begin with $ are the store's own";
        if (string.IsNullOrWhiteSpace(name)) return "it is all white space";
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i])) return $"character {i + 1} is a control character (U+{(int)name[i]:X4})";
            if (!char.IsSurrogate(name[i])) continue;
            if (!IsPairAt(name, i)) return $"character {i + 1} is half of a surrogate pair";
            i++;
        }

        return null;
    }

    private static bool IsPairAt(string name, int i) => i + 1 < name.Length && char.IsSurrogatePair(name[i], name[i + 1]);

    private static string Shorten(string name) =>
        string.Concat((name.Length <= 40 ? name : name[..40] + "...").Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
