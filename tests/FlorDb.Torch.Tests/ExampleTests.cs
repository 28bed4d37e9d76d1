using System.Runtime.CompilerServices;

namespace FlorDb.Torch.Tests;

public sealed class ExampleTests
{
    private static readonly string Digits = Path.GetFullPath(Path.Combine(Here(), "..", "..", "examples", "digits"));

    [Fact]
    public void Confusion_matrix_comes_with_the_last_version_of_the_story()
    {
        string[] versions = [Path.Combine(Digits, "Program.cs"), .. Directory.GetFiles(Path.Combine(Digits, "story"), "*.cs").Order(StringComparer.Ordinal)];

        Assert.Equal(6, versions.Length);
        Assert.Equal([versions[^1]], versions.Where(version => File.ReadAllText(version).Contains("cf_matrix", StringComparison.Ordinal)));
        Assert.All(versions, version => Assert.True(File.ReadLines(version).Count() < 90));
        Assert.Equal(6, versions.Select(File.ReadAllText).Distinct().Count());
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
