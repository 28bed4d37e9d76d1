using System.Collections.Immutable;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>Reads the text of a program's sources, by path relative to the repository's root.</summary>
internal static class ProgramSources
{
    public static ImmutableSortedDictionary<string, string> OfVersion(CodeRepository repository, string versionId, ProgramIdentity program)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var path in repository.ListFiles(versionId).Select(file => file.Path).Where(program.Contains))
        {
            if (repository.ReadFile(versionId, path) is { } text) files[path] = text;
        }

        return files.ToImmutable();
    }

    /// <summary>The sources as they stand in the working tree now, saved or not committed; empty when the program is gone from it.</summary>
    public static ImmutableSortedDictionary<string, string> OfWorkingTree(string root, ProgramIdentity program)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var folder = Path.Combine(root, program.Folder);
        if (!File.Exists(Path.Combine(root, program.Project.Length == 0 ? program.FileName : program.Project))) return files.ToImmutable();
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", options))
        {
            var path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (program.Contains(path)) files[path] = File.ReadAllText(file);
        }

        return files.ToImmutable();
    }
}
