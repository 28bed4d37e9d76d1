using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>Where the parts of a repository lie.</summary>
/// <param name="Root">The working tree, without a slash at its end.</param>
/// <param name="Common">The git folder that all linked worktrees share.</param>
/// <param name="ProjectId">The name of the main folder.</param>
internal sealed record RepositoryFolders(string Root, string Common, string ProjectId)
{
    private const string GitFolder = ".git";

    public static RepositoryFolders Of(Repository repository)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repository.Info.WorkingDirectory));
        var own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(repository.Info.Path));
        var link = Path.Combine(own, "commondir");
        var isLinked = File.Exists(link);
        var common = isLinked ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(File.ReadAllText(link).Trim(), own)) : own;
        return new RepositoryFolders(root, common, NameOf(root, common, isLinked));
    }

    /// <summary>The folder from which to look for a repository, upwards; null if there is none.</summary>
    public static string? StartOfSearch(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target) file = new FileInfo(target.FullName);
        for (var folder = file.FullName; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(folder)) return folder;
        return null;
    }

    private static string NameOf(string root, string common, bool isLinked)
    {
        var name = Path.GetFileName(common);
        if (name == GitFolder) return Path.GetFileName(Path.GetDirectoryName(common)!);
        return isLinked ? Path.GetFileNameWithoutExtension(name) : Path.GetFileName(root);
    }
}
