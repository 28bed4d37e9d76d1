using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Repository.Tests;

/// <summary>A change of what users can call shows as a changed file under <c>tests/PublicApi</c>.</summary>
public sealed class PublicApiTests
{
    private const string AcceptVariable = "FLOR_ACCEPT_API";

    [Theory]
    [InlineData("FlorDb.Storage")]
    [InlineData("FlorDb.Query")]
    [InlineData("FlorDb.Torch")]
    [InlineData("FlorDb.Replay")]
    [InlineData("TorchSharp.Lite")]
    public void Public_surface_is_the_approved_one(string assembly)
    {
        string file = Path.Combine(SourceTree.Root, "tests", "PublicApi", $"{assembly}.txt");
        string surface = PublicSurface.Describe(Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll"));
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1") File.WriteAllText(file, surface);

        string approved = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(surface == approved, Explain(assembly, approved.Split('\n'), surface.Split('\n')));
    }

    [Fact]
    public void Surface_lists_what_others_can_name_and_nothing_else()
    {
        const string Source = """
            #nullable enable
            namespace Sample;
            public abstract class Shape<T> where T : struct
            {
                protected Shape(int sides = 3) { }
                internal int Hidden;
                public const string Unit = "cm";
                public string? Name { get; private set; }
                public required T Size { get; init; }
                public abstract bool TryGet(in T key, out string value);
                private protected class Inner;
            }
            public sealed record Point(double X);
            [System.Flags] public enum Side : byte { Left = 1 }
            public delegate int Measure(Point point);
            class Secret;
            """;
        Assert.Equal(
            """
            public delegate Sample.Measure
                public virtual int Invoke(Point point)
            public sealed record Sample.Point : IEquatable<Point>
                public Point(double X)
                public double X { get; init; }
            public abstract class Sample.Shape<T> where T : struct
                protected Shape(int sides = 3)
                public string? Name { get; }
                public required T Size { get; init; }
                public abstract bool TryGet(in T key, out string value)
                public const string Unit = "cm"
            [System.FlagsAttribute] public enum Sample.Side : byte
                Left = 1

            """,
            Describe(Source));
    }

    private static string Describe(string source)
    {
        var folder = Directory.CreateTempSubdirectory("flordb-surface-");
        try
        {
            string file = Path.Combine(folder.FullName, "Sample.dll");
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
            var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
            var result = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(source)], references, options).Emit(file);
            Assert.True(result.Success, string.Join('\n', result.Diagnostics));
            return PublicSurface.Describe(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Explain(string assembly, string[] approved, string[] surface)
    {
        var lines = approved.Except(surface).Select(line => $"  - {line.Trim()}").Concat(surface.Except(approved).Select(line => $"  + {line.Trim()}"));
        return $"""
            The public surface of {assembly} is not the one in tests/PublicApi/{assembly}.txt:
            {string.Join('\n', lines.DefaultIfEmpty("  (only the order of lines differs)"))}
            If the change is meant, accept it with this line, then commit the file:
              {AcceptVariable}=1 dotnet test tests/Repository.Tests -c Release --filter PublicApiTests
            """;
    }
}
