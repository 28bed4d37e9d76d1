using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution.Building;

/// <summary>
/// Links files of the working tree that a version does not hold, such as ignored data, into its exported copy. Only files that are older
/// than the run are linked: it may have read those as they are, and it did not write them, so a replay will not write through the link.
/// </summary>
internal static class LeftOutFiles
{
    private static readonly HashSet<string> NeverLinked = [".git", ".flor", "bin", "obj", "node_modules", ".vs", ".idea"];

    /// <returns>The files that were linked; in place of an id of its content, each has its length and time.</returns>
    public static IReadOnlyList<VersionFile> Link(string root, string export, DateTimeOffset before)
    {
        var linked = new List<VersionFile>();
        var folders = new Stack<string>([root]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (NeverLinked.Contains(entry.Name)) continue;
                if (entry is DirectoryInfo && entry.LinkTarget is null) folders.Push(entry.FullName);
                else if (entry.LastWriteTimeUtc < before && Path.GetRelativePath(root, entry.FullName) is var path && TryLink(entry.FullName, Path.Combine(export, path)))
                    linked.Add(new VersionFile(path, $"{(entry as FileInfo)?.Length}-{entry.LastWriteTimeUtc.Ticks}"));
            }
        }

        return linked;
    }

    /// <summary>A copy of a folder in which each file is a link, so that what a program writes beside them stays its own.</summary>
    public static void Mirror(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in new DirectoryInfo(source).EnumerateFileSystemInfos())
        {
            if (entry.Name is "bin" or "obj" or ".git") continue;
            var path = Path.Combine(target, entry.Name);
            if (entry is DirectoryInfo && entry.LinkTarget is null) Mirror(entry.FullName, path);
            else File.CreateSymbolicLink(path, entry.LinkTarget is { } link && Path.IsPathRooted(link) ? link : entry.FullName);
        }
    }

    private static bool TryLink(string file, string link)
    {
        if (File.Exists(link) || new FileInfo(link).LinkTarget is not null || Directory.Exists(link)) return false;
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, file);
        return true;
    }
}
