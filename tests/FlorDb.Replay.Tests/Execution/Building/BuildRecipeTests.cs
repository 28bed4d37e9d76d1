using System.Collections.Immutable;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Tests.Execution.Building;

public class BuildRecipeTests
{
    private static readonly ProgramIdentity Program = new("train/train.csproj", "train/Program.cs");

    private static readonly ImmutableArray<VersionFile> Files =
    [
        new("Directory.Build.props", "1"), new("README.md", "2"), new("data/digits.csv", "3"), new("shared/Net.cs", "4"),
        new("train/Program.cs", "5"), new("train/settings.txt", "6"), new("train/train.csproj", "7"),
    ];

    private static readonly BuildRecipe Recipe = RecipeOf(["shared/Net.cs", "train/Program.cs"]);

    private static BuildRecipe RecipeOf(ImmutableSortedSet<string> compiled)
    {
        ImmutableSortedSet<string> involved = ["6"];
        return new(Program.Project, "Release", [], compiled, BuildInputs.OwnSources(Program, Files), BuildInputs.Of(Program, Files, involved), involved);
    }

    private static ImmutableSortedSet<string>? Sources(params VersionFile[] changed) =>
        Recipe.SourcesOf(Program, "Release", [.. Files.Where(file => changed.All(other => other.Path != file.Path)), .. changed.Where(file => file.ContentId.Length > 0)]);

    [Theory]
    [InlineData("train/Program.cs")]
    [InlineData("README.md")]
    [InlineData("data/digits.csv")]
    public void Version_with_other_sources_or_data_is_compiled_alike(string changed) => Assert.Equal(Recipe.Compiled, Sources(new VersionFile(changed, "new")));

    [Theory]
    [InlineData("train/train.csproj")]
    [InlineData("Directory.Build.props")]
    [InlineData("shared/Net.cs")]
    [InlineData("train/settings.txt")]
    [InlineData("global.json")]
    [InlineData("train/packages.lock.json")]
    [InlineData("lib/Ready.dll")]
    public void Version_whose_build_may_differ_is_not(string changed) => Assert.Null(Sources(new VersionFile(changed, "new")));

    [Fact]
    public void File_that_the_build_copied_counts_under_any_name() => Assert.Null(Sources(new VersionFile("train/settings.txt", ""), new VersionFile("train/other.txt", "6")));

    [Fact]
    public void Sources_that_came_are_compiled_and_those_that_went_are_not()
    {
        Assert.Equal(["shared/Net.cs", "train/Loss.cs", "train/Program.cs"], Sources(new VersionFile("train/Loss.cs", "8"))!);
        Assert.Equal(["shared/Net.cs", "train/Main.cs"], Sources(new VersionFile("train/Program.cs", ""), new VersionFile("train/Main.cs", "8"))!);
    }

    [Fact]
    public void Project_that_picks_its_sources_is_built_anew_when_some_come_or_go()
    {
        var picky = RecipeOf(["shared/Net.cs"]);
        Assert.Equal(["shared/Net.cs"], picky.SourcesOf(Program, "Release", Files)!);
        Assert.Null(picky.SourcesOf(Program, "Release", [.. Files, new VersionFile("train/Loss.cs", "8")]));
    }

    [Fact]
    public void Other_programs_and_configurations_have_recipes_of_their_own()
    {
        Assert.Null(Recipe.SourcesOf(Program, "Debug", Files));
        Assert.Null(Recipe.SourcesOf(Program with { Project = "train/other.csproj" }, "Release", Files));
    }
}
