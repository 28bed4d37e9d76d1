using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace Repository.Tests;

public sealed class ProjectTests
{
    /// <summary>Dependencies point one way: Cli, Replay, Query, Storage; and Torch to Storage alone.</summary>
    [Theory]
    [InlineData("FlorDb.Storage", "")]
    [InlineData("FlorDb.Query", "FlorDb.Storage")]
    [InlineData("FlorDb.Replay", "FlorDb.Query")]
    [InlineData("FlorDb.Cli", "FlorDb.Replay")]
    [InlineData("FlorDb.Torch", "FlorDb.Storage TorchSharp.Lite")]
    [InlineData("TorchSharp.Lite", "")]
    public void Project_references_only_what_lies_below_it(string project, string below)
    {
        var references = XDocument.Load(ProjectFile(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        Assert.Equal(below.Split(' ', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [Fact]
    public void Gallery_switch_takes_the_published_packages()
    {
        Assert.Equal(["TorchSharp"], Items("FlorDb.Torch", "PackageReference", "gallery"));
        Assert.DoesNotContain(Items("FlorDb.Torch", "ProjectReference", "gallery"), item => item.Contains("TorchSharp.Lite", StringComparison.Ordinal));
        Assert.Contains("LibGit2Sharp", Items("FlorDb.Storage", "PackageReference", "gallery"));
    }

    [Fact]
    public void Without_the_switch_the_system_provides_libtorch_and_libgit2()
    {
        Assert.Contains(Items("FlorDb.Torch", "ProjectReference", "system"), item => item.Contains("TorchSharp.Lite", StringComparison.Ordinal));
        Assert.Empty(Items("FlorDb.Torch", "PackageReference", "system"));
        Assert.Empty(Items("FlorDb.Storage", "PackageReference", "system"));
    }

    private static string ProjectFile(string project) => Path.Combine(SourceTree.Root, "src", project, $"{project}.csproj");

    private static string[] Items(string project, string kind, string packages)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", ProjectFile(project), $"-getItem:{kind}", $"-p:FlorPackages={packages}", "-nologo"])
        {
            RedirectStandardOutput = true,
        };
        using var msbuild = Process.Start(start)!;
        var output = msbuild.StandardOutput.ReadToEnd();
        msbuild.WaitForExit();
        Assert.True(msbuild.ExitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
