using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace FlorDb.Replay.Tests.Propagation.Corpus;

/// <summary>An old version, what it has to take from a newest source, and what must come of it.</summary>
/// <param name="Name">Its family and file name: <c>mlp/plain</c>.</param>
/// <param name="Newest">The newest source that logs the names: <c>mlp/matrix</c>.</param>
/// <param name="Wanted">The names.</param>
/// <param name="Kinds">What has changed between the two, in the words of <see cref="KnownKinds"/>.</param>
/// <param name="Refused">What the reason must match, if the version is to be refused.</param>
/// <param name="Gap">Why a statement that has a place is refused nonetheless, for now.</param>
/// <param name="Text">The sources.</param>
internal sealed record CorpusCase(
    string Name, string Newest, ImmutableArray<string> Wanted, ImmutableArray<string> Kinds, Regex? Refused, string? Gap, CorpusText Text)
{
    public static readonly ImmutableSortedSet<string> KnownKinds = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "unchanged", "renamed-variable", "renamed-method", "renamed-class", "moved-method", "several-files", "extracted-method", "inlined-method", "changed-loop",
        "plain-loop", "reordered", "new-nesting", "needs-helper", "needs-type", "needs-field", "needs-using", "needs-constant", "carried-local", "equal-homes",
        "no-counterpart", "other-grain", "effects", "hyperparameters", "model-definition", "deconstruction", "early-exit", "conditional", "local-function",
        "class-based", "fields", "top-level");

    private static readonly ImmutableHashSet<string> Keys = ["newest", "wanted", "kinds", "refused", "gap", "note"];

    public static CorpusCase Read(string root, string file)
    {
        var text = CorpusText.Read(file);
        var family = Path.GetFileName(Path.GetDirectoryName(file)!);
        var name = $"{family}/{Path.GetFileNameWithoutExtension(file)}";
        if (text.Header.Keys.FirstOrDefault(key => !Keys.Contains(key)) is { } unknown) throw new InvalidDataException($"{name}: the header has an unknown key '{unknown}'");
        ImmutableArray<string> kinds = [.. List(text.Header["kinds"])];
        if (kinds.FirstOrDefault(kind => !KnownKinds.Contains(kind)) is { } odd) throw new InvalidDataException($"{name}: '{odd}' is no known kind");
        var refused = text.Header.TryGetValue("refused", out var reason) ? new Regex(reason, RegexOptions.CultureInvariant) : null;
        return new(name, $"{family}/{text.Header["newest"]}", [.. List(text.Header["wanted"])], kinds, refused, text.Header.GetValueOrDefault("gap"), text);
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}
