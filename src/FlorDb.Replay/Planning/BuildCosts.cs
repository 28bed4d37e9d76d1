using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;

namespace FlorDb.Replay.Planning;

/// <summary>What the builds of a plan will take, asked for in their order: later ones may be compiled by the recipe of an earlier one.</summary>
internal sealed class BuildCosts(BuildCache builds, SourceLibrary sources)
{
    private readonly HashSet<string> _planned = new(StringComparer.Ordinal);
    private readonly HashSet<(string Project, string Configuration, string Inputs)> _recipes = [];
    private readonly Lazy<List<BuildRecipe>> _known = new(() => [.. builds.Recipes().Select(found => found.Recipe)]);

    /// <summary>The expected seconds of the next build; zero when it is there, or planned already.</summary>
    public double Next(RunHeader run, PatchedProgram patch)
    {
        var key = BuildKey.Of(run, patch);
        return _planned.Add(key) ? builds.EstimateSeconds(key, HasRecipe(run)) : 0;
    }

    private bool HasRecipe(RunHeader run)
    {
        var program = ProgramIdentity.Of(run);
        if (program.Project.Length == 0) return false;
        var (configuration, files) = (BuildKey.ConfigurationOf(run), sources.FilesOf(run.VersionId));
        var inputs = string.Join('\n', BuildInputs.Of(program, files, []).Select(file => $"{file.Key} {file.Value}"));
        var isPlanned = !_recipes.Add((program.Project, configuration, inputs));
        return isPlanned || _known.Value.Any(recipe => recipe.SourcesOf(program, configuration, files) is not null);
    }
}
