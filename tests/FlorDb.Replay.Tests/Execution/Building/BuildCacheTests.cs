using System.Collections.Immutable;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Tests.Support;

namespace FlorDb.Replay.Tests.Execution.Building;

public class BuildCacheTests
{
    [Fact]
    public void Build_that_was_not_finished_does_not_count()
    {
        using var folder = new TemporaryFolder();
        var cache = new BuildCache(folder.Path);
        Directory.CreateDirectory(cache.Output("half"));
        Assert.Null(cache.Find("half"));
        Assert.Null(cache.FindByCommit("c"));
    }

    [Fact]
    public void Finished_build_is_found_by_its_key_and_by_its_commit()
    {
        using var folder = new TemporaryFolder();
        var cache = new BuildCache(folder.Path);
        Directory.CreateDirectory(cache.Folder("whole"));
        cache.Finish("whole", new FinishedBuild("c", 2.5));
        Assert.Equal(new FinishedBuild("c", 2.5), cache.Find("whole"));
        Assert.Equal("whole", cache.FindByCommit("c"));
        Assert.Equal((0, 2.5), (cache.EstimateSeconds("whole", byRecipe: false), cache.EstimateSeconds("other", byRecipe: false)));
    }

    [Theory]
    [InlineData("{ cut off")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Recipe_that_is_damaged_or_of_another_time_is_passed_over(string text)
    {
        using var folder = new TemporaryFolder();
        var cache = new BuildCache(folder.Path);
        foreach (var key in (string[])["good", "bad"])
        {
            Directory.CreateDirectory(cache.Folder(key));
            cache.Keep(key, new BuildRecipe("p.csproj", "Debug", ["/optimize-"], ["Program.cs"], ["Program.cs"], ImmutableSortedDictionary<string, string>.Empty.Add("p.csproj", "1"), []));
            cache.Finish(key, new FinishedBuild("c", 2.5));
        }

        File.WriteAllText(Path.Combine(cache.Folder("bad"), "recipe.json"), text);
        var (found, recipe) = Assert.Single(cache.Recipes());
        Assert.Equal(("good", "/optimize-", "1"), (found, Assert.Single(recipe.Arguments), recipe.Inputs["p.csproj"]));
    }

    [Fact]
    public void Files_of_the_users_tree_do_not_reach_into_builds()
    {
        using var folder = new TemporaryFolder();
        var cache = new BuildCache(folder.Path);
        cache.Prepare();
        string[] expected = [".editorconfig", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];
        Assert.Equal(expected, Directory.GetFiles(cache.Root).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
    }
}
