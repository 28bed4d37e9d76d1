using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FlorDb.Replay.Propagation.Source;

/// <summary>
/// The assemblies that sources are bound against: those of the running process and, where the project has been built, the project's own.
/// What is missing costs precision of the analyses, never their soundness.
/// </summary>
internal static class CodeReferences
{
    private const string OwnLibrary = "FlorDb.Torch.dll";

    private static readonly Lazy<ImmutableArray<string>> Platform = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)]);

    public static ImmutableArray<MetadataReference> ForProject(string projectFolder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Platform.Value) files[Path.GetFileName(file)] = file;
        foreach (var file in BuiltLibraries(Path.Combine(projectFolder, "bin"))) files.TryAdd(Path.GetFileName(file), file);
        return [.. files.Values.Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file))];
    }

    private static IEnumerable<string> BuiltLibraries(string bin)
    {
        if (!Directory.Exists(bin)) return [];
        var newest = Directory.EnumerateFiles(bin, OwnLibrary, SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc);
        if (newest is null) return [];
        var folder = Path.GetDirectoryName(newest)!;
        return Directory.EnumerateFiles(folder, "*.dll").Where(file => !File.Exists(Path.ChangeExtension(file, ".runtimeconfig.json")));
    }

    private static bool IsManaged(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
            return reader.HasMetadata;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
