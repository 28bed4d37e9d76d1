using System.Collections.Immutable;

namespace FlorDb.Replay.Tests.Propagation.Corpus;

/// <summary>
/// A file of the corpus: lines <c>key: value</c>, then for each source a line <c>--- PATH</c> and its text. In the text of an old version,
/// <c>+</c> begins a line that only the patched version has, and <c>-</c> one that only the old version has.
/// </summary>
internal sealed record CorpusText(ImmutableDictionary<string, string> Header, ImmutableSortedDictionary<string, string> Old, ImmutableSortedDictionary<string, string> Patched)
{
    private const string Separator = "--- ";

    public static CorpusText Read(string file)
    {
        var header = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (old, patched) = (ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal), ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal));
        string? path = null;
        foreach (var line in File.ReadLines(file))
        {
            if (line.StartsWith(Separator, StringComparison.Ordinal))
            {
                path = line[Separator.Length..];
                old[path] = patched[path] = "";
            }
            else if (path is null)
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                if (colon < 0) throw new InvalidDataException($"{file}: '{line}' is neither 'key: value' nor '{Separator}PATH'");
                header[line[..colon]] = line[(colon + 2)..];
            }
            else
            {
                if (!line.StartsWith('+')) old[path] += (line.StartsWith('-') ? line[1..] : line) + "\n";
                if (!line.StartsWith('-')) patched[path] += (line.StartsWith('+') ? line[1..] : line) + "\n";
            }
        }

        return new(header.ToImmutable(), old.ToImmutable(), patched.ToImmutable());
    }
}
