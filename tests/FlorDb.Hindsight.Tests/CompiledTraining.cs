using System.Collections.Immutable;
using System.Reflection;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Torch;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlorDb.Hindsight.Tests;

/// <summary>Compiles the text of a training, for running it in the test's own process.</summary>
internal static class CompiledTraining
{
    public const string FileName = "Program.cs";

    private static readonly ImmutableArray<MetadataReference> References = CodeReferences.ForProject(AppContext.BaseDirectory);

    public static SourceProgram Parse(string text) => new(new Dictionary<string, string> { [FileName] = text }, References);

    /// <summary>The training as something that can be run.</summary>
    public static Action<Flor> Compile(string text)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create($"training-{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(text)], References, options);
        using var library = new MemoryStream();
        var result = compilation.Emit(library);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics) + "\n" + text);
        return Assembly.Load(library.ToArray()).GetType("Program")!.GetMethod("Train")!.CreateDelegate<Action<Flor>>();
    }
}
