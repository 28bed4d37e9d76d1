using FlorDb.Storage;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>A training program: a project with all its sources, or a single file when <paramref name="Project"/> is empty.</summary>
/// <param name="Project">The path of the project file relative to the repository's root; empty for a file-based program.</param>
/// <param name="FileName">The source file that starts the program's runs, relative to the root.</param>
internal sealed record ProgramIdentity(string Project, string FileName)
{
    public static ProgramIdentity Of(RunHeader header) => new(header.Environment.GetValueOrDefault(RunKeys.Project, ""), header.FileName);

    /// <summary>The project's folder with a slash at its end; empty for the root.</summary>
    public string Folder => Project[..(Project.LastIndexOf('/') + 1)];

    /// <summary>Whether a file, relative to the root, is one of the program's sources.</summary>
    public bool Contains(string path)
    {
        if (Project.Length == 0) return path == FileName;
        if (!path.EndsWith(".cs", StringComparison.Ordinal) || !path.StartsWith(Folder, StringComparison.Ordinal)) return false;
        var folders = path[Folder.Length..].Split('/')[..^1];
        return !folders.Any(folder => folder is "bin" or "obj" || folder.StartsWith('.'));
    }
}
