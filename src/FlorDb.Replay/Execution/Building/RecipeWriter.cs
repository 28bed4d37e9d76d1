using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution.Building;

/// <summary>Makes the recipe of a build that the SDK has just done.</summary>
/// <param name="sources">The exported version.</param>
/// <param name="output">What was built.</param>
internal sealed class RecipeWriter(string sources, string output)
{
    /// <summary>The MSBuild item that holds the compiler's arguments.</summary>
    public const string ArgumentItem = "CscCommandLineArgs";

    private const string SourceGenerator = "GeneratorAttribute";

    // Generators that the SDK always brings along. What they generate is missed by the compiler where it is missing.
    private static readonly string[] SdkAnalyzers = ["/Sdks/Microsoft.NET.Sdk/", "/packs/Microsoft.NETCore.App.Ref/"];

    /// <summary>The recipe; null where other versions can't be compiled by it, since code is generated for the program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="configuration">The configuration that was built.</param>
    /// <param name="files">The version's files.</param>
    /// <param name="items">The file with MSBuild's items.</param>
    public BuildRecipe? Write(ProgramIdentity program, string configuration, IReadOnlyList<VersionFile> files, string items)
    {
        if (Read(items) is not { } arguments || arguments.Any(IsGenerator)) return null;
        var folder = Path.Combine(sources, program.Folder);
        var paths = arguments.SelectMany(PathsIn).Select(path => Path.GetRelativePath(sources, Path.Combine(folder, path)).Replace('\\', '/')).ToHashSet(StringComparer.Ordinal);
        var named = files.Where(file => paths.Contains(file.Path)).ToList();
        var compiled = named.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).Select(file => file.Path).ToImmutableSortedSet(StringComparer.Ordinal);
        var involved = named.Where(file => !compiled.Contains(file.Path)).Select(file => file.ContentId)
            .Concat(files.Select(file => file.ContentId).Intersect(Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories).Select(ContentId)))
            .ToImmutableSortedSet(StringComparer.Ordinal);
        return new BuildRecipe(
            program.Project, configuration, arguments, compiled, BuildInputs.OwnSources(program, files), BuildInputs.Of(program, files, involved), involved);
    }

    private static ImmutableArray<string>? Read(string items)
    {
        if (!File.Exists(items)) return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(items));
        return json.RootElement.TryGetProperty("Items", out var all) && all.TryGetProperty(ArgumentItem, out var arguments)
            ? [.. arguments.EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)]
            : null;
    }

    /// <summary>The paths that an argument may hold: <c>Program.cs</c>, <c>/resource:weights.bin,weights</c>.</summary>
    private static IEnumerable<string> PathsIn(string argument)
    {
        var value = argument.StartsWith('/') && argument.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? argument[(colon + 1)..] : argument;
        return value.Split(',', ';').Select(path => path.Trim('"')).Where(path => path.Length > 0);
    }

    private static bool IsGenerator(string argument)
    {
        const string option = "/analyzer:";
        if (!argument.StartsWith(option, StringComparison.Ordinal)) return false;
        var file = argument[option.Length..];
        if (SdkAnalyzers.Any(part => file.Replace('\\', '/').Contains(part, StringComparison.Ordinal))) return false;
        using var reader = new PEReader(File.OpenRead(file));
        if (!reader.HasMetadata) return false;
        var metadata = reader.GetMetadataReader();
        return metadata.TypeReferences.Any(type => metadata.StringComparer.Equals(metadata.GetTypeReference(type).Name, SourceGenerator));
    }

    /// <summary>Git's id of a file's content.</summary>
    private static string ContentId(string file)
    {
        var content = File.ReadAllBytes(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
