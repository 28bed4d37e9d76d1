using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution.Building;

/// <summary>Tells which files of a version have a say in how its program is built.</summary>
internal static class BuildInputs
{
    // What MSBuild, NuGet or the compiler read by themselves, or as a project may ask them to.
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".cs", ".csproj", ".fs", ".fsproj", ".vb", ".vbproj", ".proj", ".projitems", ".shproj", ".props", ".targets", ".tasks", ".rsp", ".sln", ".slnx", ".slnf",
        ".config", ".editorconfig", ".globalconfig", ".ruleset", ".resx", ".restext", ".snk", ".dll", ".so", ".nupkg", ".manifest", ".xml", ".tt",
    };

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "global.json", "packages.lock.json", "runtimeconfig.template.json" };

    /// <summary>The files other than the program's own sources, with the ids of their content.</summary>
    /// <param name="program">The program.</param>
    /// <param name="files">The version's files.</param>
    /// <param name="involved">The content of files that count whatever they are called.</param>
    public static ImmutableSortedDictionary<string, string> Of(ProgramIdentity program, IEnumerable<VersionFile> files, ImmutableSortedSet<string> involved) => files
        .Where(file => !program.Contains(file.Path) && (Extensions.Contains(Path.GetExtension(file.Path)) || Names.Contains(Path.GetFileName(file.Path)) || involved.Contains(file.ContentId)))
        .ToImmutableSortedDictionary(file => file.Path, file => file.ContentId, StringComparer.Ordinal);

    /// <summary>The program's own sources.</summary>
    public static ImmutableSortedSet<string> OwnSources(ProgramIdentity program, IEnumerable<VersionFile> files) =>
        files.Select(file => file.Path).Where(program.Contains).ToImmutableSortedSet(StringComparer.Ordinal);
}
