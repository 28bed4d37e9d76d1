using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution.Building;

/// <summary>Exports and builds patched versions, each once, also when several processes ask for the same one.</summary>
internal sealed class VersionBuilder(CodeRepository repository, BuildCache cache)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);
    private readonly ProgramCompiler _compiler = new();

    // What judges code and leaves the program as it is: the version passed it when it was new, and a warning about a carried statement must not stop a replay.
    private static readonly string[] SetAside =
        ["-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false", "-p:NuGetAudit=false"];

    /// <exception cref="RefusedException">It does not build; the message holds the compiler's first error.</exception>
    public Task<FinishedBuild> BuildAsync(RunHeader run, PatchedProgram patch, CancellationToken cancellation) =>
        BuildAsync(BuildKey.Of(run, patch), run, () => Commit(run, patch.Files), cancellation);

    /// <summary>The name of the build of a patched version, which is made if it is not there any more.</summary>
    /// <inheritdoc cref="BuildAsync(RunHeader, PatchedProgram, CancellationToken)"/>
    public async Task<string> BuildCommitAsync(RunHeader run, string commit, CancellationToken cancellation)
    {
        if (cache.FindByCommit(commit) is { } known) return known;
        var key = BuildKey.OfCommit(run, commit);
        await BuildAsync(key, run, () => commit, cancellation).ConfigureAwait(false);
        return key;
    }

    private async Task<FinishedBuild> BuildAsync(string key, RunHeader run, Func<string> commit, CancellationToken cancellation)
    {
        if (cache.Find(key) is { } known) return known;
        cache.Prepare();
        using var held = await LockAsync(cache.LockFile(key), cancellation).ConfigureAwait(false);
        if (cache.Find(key) is { } other) return other;
        if (Directory.Exists(cache.Folder(key))) Directory.Delete(cache.Folder(key), recursive: true);
        Directory.CreateDirectory(cache.Folder(key));
        var watch = Stopwatch.StartNew();
        var (version, files) = Export(key, run, commit);
        var byRecipe = TryCompile(key, run, files, cancellation);
        if (!byRecipe) await BuildAsync(key, run, files, cancellation).ConfigureAwait(false);
        var finished = new FinishedBuild(version, watch.Elapsed.TotalSeconds, byRecipe);
        cache.Finish(key, finished);
        return finished;
    }

    private string Commit(RunHeader run, ImmutableSortedDictionary<string, string> files) =>
        files.IsEmpty ? run.VersionId : repository.CommitPatched(run.VersionId, files, "Put in the log statements that a replay needs");

    private (string Version, ImmutableArray<VersionFile> Files) Export(string key, RunHeader run, Func<string> commit)
    {
        try
        {
            var version = commit();
            Directory.CreateDirectory(cache.Sources(key));
            repository.Export(version, cache.Sources(key));
            var linked = LeftOutFiles.Link(repository.Root, cache.Sources(key), run.Timestamp);
            return (version, [.. repository.ListFiles(version), .. linked]);
        }
        catch (StoreException e)
        {
            throw new RefusedException(e.Message, e);
        }
    }

    /// <summary>Compiles a version by the recipe of another one; false if there is none for it, or the compiler finds errors: the SDK may know better.</summary>
    private bool TryCompile(string key, RunHeader run, ImmutableArray<VersionFile> files, CancellationToken cancellation)
    {
        var program = ProgramIdentity.Of(run);
        foreach (var (known, recipe) in cache.Recipes())
        {
            if (recipe.SourcesOf(program, BuildKey.ConfigurationOf(run), files) is not { } sources) continue;
            if (_compiler.TryCompile(recipe, cache.Sources(known), cache.Output(known), sources, cache.Sources(key), cache.Output(key), cancellation)) return true;
            Directory.Delete(cache.Output(key), recursive: true);
            return false;
        }

        return false;
    }

    /// <summary>Has the SDK build a version.</summary>
    private async Task BuildAsync(string key, RunHeader run, ImmutableArray<VersionFile> files, CancellationToken cancellation)
    {
        var program = ProgramIdentity.Of(run);
        var hasProject = program.Project.Length > 0;
        var target = Path.Combine(cache.Sources(key), hasProject ? program.Project : run.FileName);
        var items = Path.Combine(cache.Folder(key), "items.json");
        string[] command =
        [
            ChildProcess.DotnetHost, "build", target, "--configuration", BuildKey.ConfigurationOf(run), "--output", cache.Output(key),
            "--nologo", "--verbosity", "quiet", "-nodeReuse:false", .. SetAside,
            .. hasProject ? (string[])["-target:Build", "-p:ProvideCommandLineArgs=true", $"-getItem:{RecipeWriter.ArgumentItem}", $"-getResultOutputFile:{items}"] : [],
        ];
        var environment = new Dictionary<string, string?> { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1" };
        var log = cache.Log(key, "build");
        var code = await ChildProcess.RunAsync(command, Path.GetDirectoryName(target)!, environment, log, cancellation).ConfigureAwait(false);
        // Ctrl-C reaches the build as well, and may end it first.
        cancellation.ThrowIfCancellationRequested();
        if (code != 0) throw new RefusedException($"it does not build: {FirstError(key, log)} (all of it is in {log})");
        if (hasProject && new RecipeWriter(cache.Sources(key), cache.Output(key)).Write(program, BuildKey.ConfigurationOf(run), files, items) is { } recipe)
            cache.Keep(key, recipe);
    }

    private string FirstError(string key, string log)
    {
        var line = File.ReadLines(log).FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal)) ?? ChildProcess.Tail(log, 1);
        var end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return (end > 0 ? line[..end] : line).Replace(cache.Sources(key) + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim();
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(LockRetry, cancellation).ConfigureAwait(false);
            }
        }
    }
}
