using System.Text.Json;

namespace FlorDb.Replay.Execution.Building;

/// <summary>A finished build.</summary>
/// <param name="Commit">The patched version.</param>
/// <param name="Seconds">How long exporting and building took.</param>
/// <param name="ByRecipe">Whether it was compiled by the recipe of another build.</param>
internal sealed record FinishedBuild(string Commit, double Seconds, bool ByRecipe = false);

/// <summary>The folder of builds beside a store. Its layout is in spec/replay.md.</summary>
internal sealed class BuildCache(string store)
{
    private const double UsualSeconds = 6;
    private const double UsualRecipeSeconds = 0.5;
    private const string Marker = "built.json";
    private const string Recipe = "recipe.json";

    private static readonly JsonSerializerOptions RecipeOptions = new() { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    // Files that MSBuild, the compiler and NuGet would otherwise look for further up, in the user's own tree.
    private static readonly (string Name, string Text)[] Blockers =
    [
        ("Directory.Build.props", "<Project />\n"),
        ("Directory.Build.targets", "<Project />\n"),
        ("Directory.Packages.props", "<Project />\n"),
        (".editorconfig", "root = true\n"),
    ];

    public string Root { get; } = Path.Combine(store, "cache", "builds");

    public string Folder(string key) => Path.Combine(Root, key);

    /// <summary>The exported sources of a build.</summary>
    public string Sources(string key) => Path.Combine(Folder(key), "src");

    /// <summary>The folder that a build's assemblies are put into.</summary>
    public string Output(string key) => Path.Combine(Folder(key), "bin");

    public string LockFile(string key) => Path.Combine(Root, key + ".lock");

    public string Log(string key, string name) => Path.Combine(Folder(key), "logs", name + ".log");

    /// <summary>The build of that name if it was finished; a half one is none.</summary>
    public FinishedBuild? Find(string key)
    {
        var marker = Path.Combine(Folder(key), Marker);
        return File.Exists(marker) ? JsonSerializer.Deserialize<FinishedBuild>(File.ReadAllText(marker)) : null;
    }

    /// <summary>The name of a finished build of a commit.</summary>
    public string? FindByCommit(string commit) => Finished().Where(build => build.Build.Commit == commit).Select(build => build.Key).FirstOrDefault();

    /// <summary>What a build will take: nothing if it is there, else as long as those that were made before.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="byRecipe">Whether there will be a recipe for it.</param>
    public double EstimateSeconds(string key, bool byRecipe)
    {
        if (Find(key) is not null) return 0;
        var earlier = Finished().Select(finished => finished.Build).Where(build => build.ByRecipe == byRecipe).Select(build => build.Seconds).Order().ToList();
        return earlier.Count > 0 ? earlier[earlier.Count / 2] : byRecipe ? UsualRecipeSeconds : UsualSeconds;
    }

    /// <summary>The recipes that there are, with the names of their builds, the newest first.</summary>
    public IEnumerable<(string Key, BuildRecipe Recipe)> Recipes()
    {
        var files = Finished().Select(build => (build.Key, File: new FileInfo(Path.Combine(Folder(build.Key), Recipe)))).Where(recipe => recipe.File.Exists);
        foreach (var (key, file) in files.OrderByDescending(recipe => recipe.File.LastWriteTimeUtc))
        {
            if (Read(file.FullName) is { } recipe) yield return (key, recipe);
        }
    }

    /// <summary>A recipe that is damaged, or of another FlorDB, is none: the version is built by the SDK, which makes another.</summary>
    private static BuildRecipe? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BuildRecipe>(File.ReadAllText(file), RecipeOptions);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Keeps the recipe of a build that is about to be finished.</summary>
    public void Keep(string key, BuildRecipe recipe) => File.WriteAllText(Path.Combine(Folder(key), Recipe), JsonSerializer.Serialize(recipe));

    public void Prepare()
    {
        Directory.CreateDirectory(Root);
        foreach (var (name, text) in Blockers)
        {
            var file = Path.Combine(Root, name);
            if (File.Exists(file)) continue;
            var fresh = $"{file}.{Guid.NewGuid():n}";
            File.WriteAllText(fresh, text);
            File.Move(fresh, file, overwrite: true);
        }
    }

    /// <summary>Makes a build count as finished, at once and whole.</summary>
    public void Finish(string key, FinishedBuild build)
    {
        var fresh = Path.Combine(Folder(key), Marker + ".new");
        File.WriteAllText(fresh, JsonSerializer.Serialize(build));
        File.Move(fresh, Path.Combine(Folder(key), Marker), overwrite: true);
    }

    private IEnumerable<(string Key, FinishedBuild Build)> Finished()
    {
        if (!Directory.Exists(Root)) yield break;
        foreach (var key in Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)))
        {
            if (Find(key) is { } build) yield return (key, build);
        }
    }
}
