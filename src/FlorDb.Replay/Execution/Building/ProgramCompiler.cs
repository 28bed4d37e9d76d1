using System.Collections.Concurrent;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace FlorDb.Replay.Execution.Building;

/// <summary>Compiles versions by the recipe of another one, in this process. Safe to use from several threads.</summary>
internal sealed class ProgramCompiler
{
    private readonly ConcurrentDictionary<(string Path, MetadataReferenceProperties Properties), MetadataReference> _references = new();

    /// <summary>Compiles a version; false, with nothing usable written, if that can't be done like this.</summary>
    /// <param name="recipe">The recipe of a finished build.</param>
    /// <param name="recipeSources">The exported sources of that build.</param>
    /// <param name="recipeOutput">Its output.</param>
    /// <param name="compiled">The files to compile, relative to the sources' root.</param>
    /// <param name="sources">The exported sources to compile.</param>
    /// <param name="output">Where the program goes, with all else that the finished build has.</param>
    /// <param name="cancellation">Gives up.</param>
    public bool TryCompile(
        BuildRecipe recipe, string recipeSources, string recipeOutput, IEnumerable<string> compiled, string sources, string output, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.Combine(recipeSources, recipe.Project))!;
        var arguments = CSharpCommandLineParser.Default.Parse(recipe.Arguments, folder, sdkDirectory: null);
        if (arguments.Errors.Any(error => error.Severity == DiagnosticSeverity.Error) || arguments.OutputFileName is not { } name) return false;
        try
        {
            // What is no file of the version was generated as it was built.
            var generated = arguments.SourceFiles.Select(file => file.Path).Where(path => !recipe.Compiled.Contains(Relative(recipeSources, path)));
            var trees = compiled.Select(file => Path.Combine(sources, file)).Concat(generated).Select(path => Parse(path, arguments, cancellation)).ToList();
            var references = arguments.MetadataReferences.Select(reference => _references.GetOrAdd(
                (Path.GetFullPath(reference.Reference, folder), reference.Properties), key => MetadataReference.CreateFromFile(key.Path, key.Properties)));
            var compilation = CSharpCompilation.Create(arguments.CompilationName, trees, references, arguments.CompilationOptions.WithSourceReferenceResolver(SourceFileResolver.Default));
            OutputFolder.Take(recipeOutput, output, except: Path.GetFileNameWithoutExtension(name));
            return Emit(compilation, arguments, Path.Combine(output, name), cancellation);
        }
        catch (IOException)
        {
            // The finished build was deleted meanwhile, or the packages that it refers to.
            return false;
        }
    }

    private static bool Emit(CSharpCompilation compilation, CSharpCommandLineArguments arguments, string file, CancellationToken cancellation)
    {
        var symbolFile = Path.ChangeExtension(file, ".pdb");
        using var library = File.Create(file);
        using var symbols = arguments.EmitPdb && !IsEmbedded(arguments) ? File.Create(symbolFile) : null;
        return compilation.Emit(
            library, symbols, manifestResources: arguments.ManifestResources, options: arguments.EmitOptions.WithPdbFilePath(symbolFile), cancellationToken: cancellation).Success;
    }

    private static bool IsEmbedded(CSharpCommandLineArguments arguments) => arguments.EmitOptions.DebugInformationFormat == DebugInformationFormat.Embedded;

    private static SyntaxTree Parse(string path, CSharpCommandLineArguments arguments, CancellationToken cancellation)
    {
        using var file = File.OpenRead(path);
        var text = SourceText.From(file, Encoding.UTF8, arguments.ChecksumAlgorithm, canBeEmbedded: IsEmbedded(arguments));
        return CSharpSyntaxTree.ParseText(text, arguments.ParseOptions, path, cancellation);
    }

    private static string Relative(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
