using System.Collections.Immutable;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Replay.Tests.Support;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Tests.Execution.Building;

/// <summary>Builds versions of a small program and runs them.</summary>
public sealed class VersionBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BuildCache _cache;

    public VersionBuilderTests()
    {
        _cache = new BuildCache(_folder[".flor"]);
        Write("hello.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <DefineConstants>$(DefineConstants);FROM_PROJECT</DefineConstants>
              </PropertyGroup>
              <ItemGroup>
                <EmbeddedResource Include="inside.txt" LogicalName="inside" />
                <None Include="beside.txt" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        Write(".gitignore", ".flor/\nobj/\n");
        Write("inside.txt", "inside 1");
        Write("beside.txt", "beside 1");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Versions_that_differ_in_their_sources_only_are_compiled_without_the_sdk()
    {
        await ChildProcess.RunAsync(["git", "init", "-q", "."], _folder.Path, new Dictionary<string, string?>(), _folder[".flor/git.log"], CancellationToken.None);
        Write("Program.cs", Program("first"));
        Assert.Equal((false, "first, inside 1, beside 1"), await BuildAndRunAsync());

        // A file more, one that is read and not built, and another text.
        Write("Program.cs", Program("second, {Other.Text}"));
        Write("Other.cs", "static class Other { public static string Text => \"from another file\"; }");
        Write("README.md", "Not part of any build.");
        Assert.Equal((true, "second, from another file, inside 1, beside 1"), await BuildAndRunAsync());

        var error = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            Write("Program.cs", Program("{Missing}"));
            await BuildAndRunAsync();
        });
        Assert.Matches(@"^it does not build: Program\.cs\(6,\d+\): error CS0103: .*Missing", error.Message);

        Write("Program.cs", Program("third"));
        Write("beside.txt", "beside 2");
        Assert.Equal((false, "third, inside 1, beside 2"), await BuildAndRunAsync());
    }

    private static string Program(string text) => $$"""
        #if !FROM_PROJECT
        #error The project's constant is not there.
        #endif
        var beside = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "beside.txt"));
        using var inside = new StreamReader(typeof(Program).Assembly.GetManifestResourceStream("inside")!);
        Console.WriteLine($"{{text}}, {inside.ReadToEnd()}, {beside}");
        """;

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    /// <summary>Keeps the folder as a version, builds it, and gives whether that was by recipe, and what the program prints.</summary>
    private async Task<(bool ByRecipe, string Output)> BuildAndRunAsync()
    {
        using var repository = CodeRepository.Discover(_folder.Path)!;
        var now = DateTimeOffset.UtcNow;
        var run = new RunHeader
        {
            Key = RunKey.Create(now),
            ProjectId = "p",
            RunId = "r",
            Timestamp = now,
            VersionId = repository.CommitWorkingTree("version").VersionId,
            FileName = "Program.cs",
            Environment = ImmutableSortedDictionary<string, string>.Empty.Add(RunKeys.Project, "hello.csproj"),
        };
        var source = new SourceProgram(ProgramSources.OfVersion(repository, run.VersionId, ProgramIdentity.Of(run)), []);
        var patch = new PatchedProgram(ImmutableSortedDictionary<string, string>.Empty, source);
        var build = await new VersionBuilder(repository, _cache).BuildAsync(run, patch, CancellationToken.None);
        var (key, log) = (BuildKey.Of(run, patch), _folder[".flor/hello.log"]);
        Assert.Equal(build, _cache.Find(key));
        Assert.Equal(0, await ChildProcess.RunAsync(
            [ChildProcess.DotnetHost, Path.Combine(_cache.Output(key), "hello.dll")], _folder.Path, new Dictionary<string, string?>(), log, CancellationToken.None));
        return (build.ByRecipe, (await File.ReadAllTextAsync(log)).Trim());
    }
}
