using System.Collections.Immutable;

namespace FlorDb.Storage.Versions;

/// <summary>The patterns of a <c>.florignore</c> file at the root of the working tree.</summary>
internal sealed class IgnoreRules
{
    public const string FileName = ".florignore";
    private readonly ImmutableArray<IgnorePattern> _patterns;
    private readonly Dictionary<string, IgnorePattern?> _folders = new(StringComparer.Ordinal);

    public IgnoreRules(IEnumerable<string> lines) => _patterns = [.. lines.Select(IgnorePattern.Parse).OfType<IgnorePattern>()];

    public bool IsEmpty => _patterns.IsEmpty;

    public static IgnoreRules Read(string root)
    {
        var file = Path.Combine(root, FileName);
        return new IgnoreRules(File.Exists(file) ? File.ReadLines(file) : []);
    }

    /// <summary>The line that keeps a file out, itself or a folder that it is in; null if none does.</summary>
    public string? Find(string path) => (FindInFolders(path) ?? LastMatch(path, isFolder: false)) is { IsExclusion: true } pattern ? pattern.Line : null;

    /// <summary>What ignores the folder of a path; a file in an ignored folder can't be taken back in.</summary>
    private IgnorePattern? FindInFolders(string path)
    {
        var end = path.LastIndexOf('/');
        if (end < 0) return null;
        var folder = path[..end];
        if (_folders.TryGetValue(folder, out var known)) return known;
        var found = FindInFolders(folder) ?? (LastMatch(folder, isFolder: true) is { IsExclusion: true } pattern ? pattern : null);
        return _folders[folder] = found;
    }

    private IgnorePattern? LastMatch(string path, bool isFolder) => _patterns.LastOrDefault(pattern => pattern.Matches(path, isFolder));
}
