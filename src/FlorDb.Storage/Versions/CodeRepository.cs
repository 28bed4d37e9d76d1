using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>
/// The git repository that holds a project's code. Versions are kept on the branch <c>flor.shadow</c>; the user's branches, index and files
/// are never touched. Any number of threads and processes may use a repository at once.
/// </summary>
public sealed class CodeRepository : IDisposable
{
    /// <summary>The branch that versions are kept on.</summary>
    public const string ShadowBranch = "flor.shadow";

    private const string ShadowReference = "refs/heads/" + ShadowBranch;
    private const string PatchReferences = "refs/flor/patches/";
    private readonly Lock _gate = new();
    private readonly Repository _repository;
    private readonly RepositoryFolders _folders;

    private CodeRepository(Repository repository)
    {
        _repository = repository;
        _folders = RepositoryFolders.Of(repository);
    }

    /// <summary>The root of the working tree, as a full path without a slash at its end.</summary>
    public string Root => _folders.Root;

    /// <summary>The project's name: the name of the repository's main folder, also in a linked worktree.</summary>
    public string ProjectId => _folders.ProjectId;

    /// <summary>Finds the repository that a file or folder belongs to; null if it is in none, or in one without a working tree. Symbolic links are followed.</summary>
    /// <exception cref="StoreException">libgit2 is not installed, or the repository can't be opened.</exception>
    public static CodeRepository? Discover(string path)
    {
        NativeGit.Require();
        return GitErrors.Translate($"The git repository of {path}", () =>
        {
            var start = RepositoryFolders.StartOfSearch(path);
            if (start is null || Repository.Discover(start) is not { } found) return null;
            var repository = new Repository(found);
            if (!repository.Info.IsBare) return new CodeRepository(repository);
            repository.Dispose();
            return null;
        });
    }

    /// <summary>
    /// Keeps the working tree as it is now, untracked files that are not ignored included, as a commit on the shadow branch. Its parents are the version before
    /// it and the commit that is checked out. Where neither files nor that commit have changed since the newest version, that one is given again.
    /// </summary>
    /// <param name="message">The commit's message.</param>
    /// <param name="options">What stays out; null for the defaults.</param>
    /// <exception cref="StoreException">The tree can't be read, the commit can't be written, or the shadow branch itself is checked out.</exception>
    public VersionInfo CommitWorkingTree(string message, VersionOptions? options = null) => Use("The code version", () =>
    {
        if (_repository.Refs.Head.TargetIdentifier == ShadowReference)
            throw new StoreException($"The branch {ShadowBranch} is checked out in {Root}, which FlorDB keeps code versions on: check out a branch of your own first.");
        using var writing = RepositoryLock.Take(_folders.Common);
        var (tree, leftOut) = new WorkingTreeReader(_repository, _folders, options ?? new VersionOptions()).Read();
        var head = _repository.Head.Tip;
        var newest = _repository.Branches[ShadowBranch]?.Tip;
        if (newest is not null && newest.Tree.Id == tree.Id && (head is null || newest.Parents.LastOrDefault()?.Id == head.Id))
            return new VersionInfo(newest.Sha, leftOut);
        Commit?[] parents = head?.Id == newest?.Id ? [newest] : [newest, head];
        var commit = CreateCommit(DateTimeOffset.Now, message, tree, parents.OfType<Commit>());
        _repository.Refs.Add(ShadowReference, commit.Id, "flor: keep the working tree", allowOverwrite: true);
        return new VersionInfo(commit.Sha, leftOut);
    });

    /// <summary>Keeps a version with some files replaced, without moving the shadow branch: a patched version for a replay.</summary>
    /// <param name="versionId">The version to start from, which becomes the parent.</param>
    /// <param name="files">The text of each changed or new file by path, relative to the root, with forward slashes.</param>
    /// <param name="message">The commit's message.</param>
    /// <returns>The commit; the same version, files and message give the same commit. A reference of its own keeps it from being pruned.</returns>
    /// <exception cref="ArgumentException">A path is not relative to the root.</exception>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public string CommitPatched(string versionId, IReadOnlyDictionary<string, string> files, string message) => Use("The patched version", () =>
    {
        var version = Find(versionId);
        var tree = PatchedTree(version, files);
        using var writing = RepositoryLock.Take(_folders.Common);
        var patched = CreateCommit(version.Committer.When, message, tree, [version]);
        _repository.Refs.Add(PatchReferences + patched.Sha, patched.Id, allowOverwrite: true);
        return patched.Sha;
    });

    /// <summary>What replacing some files changes in a version, as git shows it: a unified diff.</summary>
    /// <param name="versionId">The version.</param>
    /// <param name="files">The text of each changed or new file by path, relative to the root, with forward slashes.</param>
    /// <exception cref="ArgumentException">A path is not relative to the root.</exception>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public string ComparePatched(string versionId, IReadOnlyDictionary<string, string> files) => Use("The patched version", () =>
    {
        var version = Find(versionId);
        return _repository.Diff.Compare<Patch>(version.Tree, PatchedTree(version, files)).Content;
    });

    /// <summary>A version's files. Symbolic links count, submodules don't.</summary>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public IReadOnlyList<VersionFile> ListFiles(string versionId) =>
        Use("The code version", () => TreeFiles.Of(Find(versionId).Tree).Select(file => new VersionFile(file.Path, file.Entry.Target.Sha)).ToList());

    /// <summary>The text of one file of a version; null if the version has no such file. Symbolic links inside of the version are followed.</summary>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public string? ReadFile(string versionId, string path) =>
        Use("The code version", () => TreeFiles.Find(Find(versionId).Tree, path) is { } blob ? TextBlob.Read(blob) : null);

    /// <summary>
    /// Writes all files of a version into an empty folder, which is made if it is not there, with executable bits and symbolic links. After a failure the
    /// folder holds a part of them.
    /// </summary>
    /// <exception cref="StoreException">The version is not in the repository, or the folder is not empty or can't be written.</exception>
    public void Export(string versionId, string folder) => Use("The code version", () =>
    {
        new VersionExporter(Path.GetFullPath(folder)).Export(Find(versionId).Tree);
        return true;
    });

    /// <inheritdoc/>
    public void Dispose() => _repository.Dispose();

    private Tree PatchedTree(Commit version, IReadOnlyDictionary<string, string> files)
    {
        var tree = TreeDefinition.From(version.Tree);
        foreach (var (path, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (Path.IsPathRooted(path) || path.Split('/').Any(part => part is "" or "." or ".."))
                throw new ArgumentException($"'{path}' is not a path relative to the repository's root.", nameof(files));
            var isExecutable = version[path]?.Mode == Mode.ExecutableFile;
            tree.Add(path, TextBlob.Create(_repository, text), isExecutable ? Mode.ExecutableFile : Mode.NonExecutableFile);
        }

        return _repository.ObjectDatabase.CreateTree(tree);
    }

    private Commit CreateCommit(DateTimeOffset when, string message, Tree tree, IEnumerable<Commit> parents)
    {
        var signature = new Signature("FlorDB", "flordb@localhost", when);
        return _repository.ObjectDatabase.CreateCommit(signature, signature, message, tree, parents, prettifyMessage: false);
    }

    private Commit Find(string versionId) => _repository.Lookup<Commit>(versionId)
        ?? throw new StoreException($"The code version {versionId} is not in the repository {Root}. If it was recorded in another clone, fetch its branch {ShadowBranch}.");

    private T Use<T>(string what, Func<T> action)
    {
        lock (_gate) return GitErrors.Translate(what + " in " + Root, action);
    }
}
