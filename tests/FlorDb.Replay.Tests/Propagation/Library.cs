using System.Collections.Immutable;
using FlorDb.Replay.Propagation.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlorDb.Replay.Tests.Propagation;

/// <summary>A library with the outlines of Flor and TorchSharp, for programs of tests to be bound against.</summary>
internal static class Library
{
    private const string Outline = """
        using System; using System.Collections.Generic;
        namespace FlorDb.Torch
        {
            public class Flor : IDisposable
            {
                public static Flor Start(string[] args) => throw null!;
                public T Arg<T>(string name, T value) => value;
                public IEnumerable<int> Loop(string name, int count) => throw null!;
                public IEnumerable<T> Loop<T>(string name, IEnumerable<T> items) => items;
                public void Log(string name, object? value) { }
                public void Checkpoints(params (string, object)[] state) { }
                public void Variable<T>(string name, Func<T> get, Action<T> set) { }
                public void Dispose() { }
            }
        }
        namespace TorchSharp
        {
            public class Tensor
            {
                public Tensor this[int i] => this; public float item() => 0; public Tensor argmax(int d) => this; public Tensor clone() => this;
                public void backward() { } public Tensor sum() => this; public Tensor norm() => this; public Tensor add_(Tensor t) => this; public Tensor matmul(Tensor t) => this;
                public static Tensor operator -(Tensor a, Tensor b) => a; public static Tensor operator +(Tensor a, Tensor b) => a; public static Tensor operator /(Tensor a, int b) => a;
            }
            public class Module { public Tensor weight = null!; public IEnumerable<Tensor> parameters() => []; public Tensor call(Tensor x) => x; public void train() { } public void eval() { } public virtual Tensor forward(Tensor x) => x; }
            public class Linear(int a, int b) : Module { public int In => a; public int Out => b; }
            public class Adam(IEnumerable<Tensor> p, double lr = 0.001) { public double Lr => lr; public object P => p; public void step() { } public void zero_grad() { } }
            public class StepLR(Adam a, int n) { public object A => a; public int N => n; public void step() { } }
            public class DataLoader : List<(Tensor x, Tensor y)> { public Tensor x = null!, y = null!; public static DataLoader Open(string name, int batch = 1) => []; }
            public static class F { public static Tensor cross_entropy(Tensor a, Tensor b) => a; public static Tensor relu(Tensor a) => a; }
            public static class torch { public static IDisposable no_grad() => null!; public static Tensor zeros(int a, int b) => null!; }
        }
        """;

    public static ImmutableArray<MetadataReference> References { get; } = Build();

    private static ImmutableArray<MetadataReference> Build()
    {
        var platform = CodeReferences.ForProject(Path.Combine(Path.GetTempPath(), "no-such-project"));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("outline", [CSharpSyntaxTree.ParseText(Outline)], platform, options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return platform.Add(MetadataReference.CreateFromImage(stream.ToArray()));
    }
}
