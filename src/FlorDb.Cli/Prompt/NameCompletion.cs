using RadLine;

namespace FlorDb.Cli.Prompt;

/// <summary>Completes keywords, in the case in which they are begun, and the names of columns.</summary>
/// <param name="keywords">The language's words.</param>
/// <param name="names">Gives the columns' names, quoted where they need it; asked at each completion, since trainings add some.</param>
internal sealed class NameCompletion(IReadOnlyList<string> keywords, Func<IReadOnlyList<string>> names) : ITextCompletion
{
    /// <inheritdoc/>
    public IEnumerable<string>? GetCompletions(string prefix, string word, string suffix)
    {
        var begin = BeginOfName(word);
        var (before, begun) = (word[..begin], word[begin..]);
        if (begun.Length == 0) return null;
        var lower = char.IsLower(begun[0]);
        var words = keywords.Select(keyword => lower ? keyword.ToLowerInvariant() : keyword);
        return [.. names().Concat(words).Where(name => name.StartsWith(begun, StringComparison.Ordinal)).Distinct().Select(name => before + name)];
    }

    /// <summary>The editor cuts words at white space only: in <c>lr,ac</c> it is <c>ac</c> that is to be completed.</summary>
    private static int BeginOfName(string word)
    {
        var quote = word.LastIndexOf('"');
        if (quote >= 0 && word.Count(character => character == '"') % 2 == 1) return quote;
        var begin = word.Length;
        while (begin > 0 && (char.IsLetterOrDigit(word[begin - 1]) || word[begin - 1] == '_')) begin--;
        return begin;
    }
}
