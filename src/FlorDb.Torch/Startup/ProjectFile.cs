using System.Reflection;

namespace FlorDb.Torch.Startup;

/// <summary>Finds the project that a training program was built from.</summary>
internal static class ProjectFile
{
    /// <summary>
    /// The nearest C# project at or above a source file, as a path relative to the repository's root; empty for a program of a single file, and where
    /// there is none.
    /// </summary>
    public static string Find(string root, string sourceFile)
    {
        if (AppContext.GetData("EntryPointFilePath") is string) return "";
        string entry = Assembly.GetEntryAssembly()?.GetName().Name ?? "";
        for (string? folder = Path.GetDirectoryName(sourceFile); folder is not null && RepositoryPath.IsInside(root, folder); folder = Path.GetDirectoryName(folder))
        {
            if (!Directory.Exists(folder)) continue;
            string[] projects = Directory.GetFiles(folder, "*.csproj");
            if (projects.Length == 0) continue;
            string project = Array.Find(projects, file => Path.GetFileNameWithoutExtension(file) == entry) ?? projects.Order(StringComparer.Ordinal).First();
            return RepositoryPath.Relative(root, project);
        }

        return "";
    }
}
