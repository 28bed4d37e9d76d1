using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>Writes the files of a git tree into a folder, as a checkout would: filtered line endings, executable bits, symbolic links.</summary>
internal sealed class VersionExporter(string folder)
{
    private const UnixFileMode AllMayExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public void Export(Tree tree)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StoreException($"A code version can't be written into {folder}: the folder is not empty.");
        Directory.CreateDirectory(folder);
        foreach (var (path, entry) in TreeFiles.Of(tree)) Write(path, (Blob)entry.Target, entry.Mode);
    }

    private void Write(string path, Blob blob, Mode mode)
    {
        var target = Path.Combine(folder, Checked(path));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (mode == Mode.SymbolicLink)
        {
            File.CreateSymbolicLink(target, TextBlob.Read(blob));
            return;
        }

        using (var content = blob.GetContentStream(new FilteringOptions(path)))
        using (var file = new FileStream(target, FileMode.CreateNew, FileAccess.Write))
            content.CopyTo(file);
        if (mode == Mode.ExecutableFile && !OperatingSystem.IsWindows()) File.SetUnixFileMode(target, File.GetUnixFileMode(target) | AllMayExecute);
    }

    /// <summary>Git refuses such names, but a damaged or malicious tree can have them.</summary>
    private static string Checked(string path)
    {
        foreach (var part in path.Split('/', '\\'))
        {
            if (part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase))
                throw new StoreException($"The code version has a file with the forbidden path '{path}'.");
        }

        return path;
    }
}
