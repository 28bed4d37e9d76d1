using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>Finds the files of a git tree, symbolic links included and submodules not.</summary>
internal static class TreeFiles
{
    private const int LinkDepthMax = 16;

    public static IEnumerable<(string Path, TreeEntry Entry)> Of(Tree tree, string folder = "")
    {
        foreach (var entry in tree)
        {
            var path = folder + entry.Name;
            if (entry.TargetType == TreeEntryTargetType.Blob) yield return (path, entry);
            else if (entry.TargetType == TreeEntryTargetType.Tree)
                foreach (var file in Of((Tree)entry.Target, path + '/')) yield return file;
        }
    }

    /// <summary>The content of a file, where links lead inside of the tree; null if there is none.</summary>
    public static Blob? Find(Tree tree, string path)
    {
        for (var depth = 0; depth < LinkDepthMax; depth++)
        {
            if (tree[path] is not { TargetType: TreeEntryTargetType.Blob } entry) return null;
            if (entry.Mode != Mode.SymbolicLink) return (Blob)entry.Target;
            var target = TextBlob.Read((Blob)entry.Target);
            var folder = path[..(path.LastIndexOf('/') + 1)];
            path = Path.GetFullPath(folder + target, "/")[1..];
        }

        return null;
    }
}
