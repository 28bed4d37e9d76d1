using System.Text;
using System.Text.RegularExpressions;

namespace FlorDb.Storage.Versions;

/// <summary>One line of a <c>.florignore</c> file, in the syntax of gitignore (https://git-scm.com/docs/gitignore).</summary>
internal sealed class IgnorePattern
{
    private readonly Regex _regex;
    private readonly bool _isForFolders;

    private IgnorePattern(string line, string glob, bool isExclusion, bool isForFolders)
    {
        Line = line;
        IsExclusion = isExclusion;
        _isForFolders = isForFolders;
        try
        {
            _regex = new Regex(ToRegex(glob), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (ArgumentException problem)
        {
            throw new StoreException($"{IgnoreRules.FileName} has a line that is not a pattern: {line}", problem);
        }
    }

    /// <summary>The line as it stands in the file.</summary>
    public string Line { get; }

    /// <summary>Whether what matches is ignored; otherwise it is taken back in.</summary>
    public bool IsExclusion { get; }

    /// <summary>Parses a line; null if it is blank, a comment, or can match nothing.</summary>
    /// <exception cref="StoreException">A range of characters runs backwards.</exception>
    public static IgnorePattern? Parse(string line)
    {
        var glob = TrimEnd(line.TrimEnd('\r'));
        if (glob.Length == 0 || glob[0] == '#') return null;
        var isExclusion = glob[0] != '!';
        if (!isExclusion) glob = glob[1..];
        var isForFolders = glob.EndsWith('/');
        if (isForFolders) glob = glob[..^1];
        if (glob.Length == 0) return null;
        glob = glob.Contains('/', StringComparison.Ordinal) ? glob.TrimStart('/') : "**/" + glob;
        return new IgnorePattern(line, glob, isExclusion, isForFolders);
    }

    /// <summary>Whether a path, relative to the file's folder, matches.</summary>
    public bool Matches(string path, bool isFolder) => (isFolder || !_isForFolders) && _regex.IsMatch(path);

    /// <summary>Cuts blanks off the end, unless the last one is quoted by a backslash.</summary>
    private static string TrimEnd(string line)
    {
        var trimmed = line.TrimEnd(' ');
        return trimmed.EndsWith('\\') && trimmed.Length < line.Length ? trimmed + ' ' : trimmed;
    }

    private static string ToRegex(string glob)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < glob.Length; i++)
        {
            var rest = glob.AsSpan(i);
            if (rest.StartsWith("**/") && (i == 0 || glob[i - 1] == '/')) (_, i) = (regex.Append("(?:.*/)?"), i + 2);
            else if (rest is "**" && i > 0 && glob[i - 1] == '/') (_, i) = (regex.Append(".+"), i + 1);
            else if (glob[i] == '*') regex.Append("[^/]*");
            else if (glob[i] == '?') regex.Append("[^/]");
            else if (glob[i] == '[' && ClassEnd(glob, i) is var end and > 0) (_, i) = (AppendClass(regex, glob[(i + 1)..end]), end);
            else if (glob[i] == '\\' && i + 1 < glob.Length) regex.Append(Regex.Escape(glob[++i].ToString()));
            else regex.Append(Regex.Escape(glob[i].ToString()));
        }

        return regex.Append('$').ToString();
    }

    /// <summary>Where a character class ends; -1 if it does not. A bracket right at its beginning belongs to it.</summary>
    private static int ClassEnd(string glob, int start)
    {
        var first = start + 1;
        if (first < glob.Length && glob[first] is '!' or '^') first++;
        return first + 1 < glob.Length ? glob.IndexOf(']', first + 1) : -1;
    }

    private static StringBuilder AppendClass(StringBuilder regex, string members)
    {
        var isNegated = members[0] is '!' or '^';
        if (isNegated) members = members[1..];
        var escaped = members.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("]", "\\]", StringComparison.Ordinal).Replace("^", "\\^", StringComparison.Ordinal);
        return regex.Append(isNegated ? "[^/" : "[").Append(escaped).Append(']');
    }
}
