namespace FlorDb.Torch.Startup;

/// <summary>Paths as a record keeps them: relative to the repository's root, with forward slashes.</summary>
internal static class RepositoryPath
{
    public static bool IsInside(string root, string path)
    {
        string relative = Path.GetRelativePath(root, path);
        return relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
    }

    /// <summary>The relative path; a path outside of the repository stays as it is.</summary>
    public static string Relative(string root, string path) => IsInside(root, path) ? Path.GetRelativePath(root, path).Replace('\\', '/') : path;
}
