namespace FlorDb.Storage.Versions;

/// <summary>
/// The git repository that holds a project's code. Versions are kept on the branch <c>flor.shadow</c>; the user's branches, index and files
/// are never touched.
/// </summary>
public sealed class CodeRepository : IDisposable
{
    private CodeRepository()
    {
    }

    /// <summary>The branch that versions are kept on.</summary>
    public const string ShadowBranch = "flor.shadow";

    /// <summary>Finds the repository that a file or folder belongs to; null if it is in none.</summary>
    public static CodeRepository? Discover(string path) => throw new NotImplementedException();

    /// <summary>The root of the working tree, as a full path without a slash at its end.</summary>
    public string Root => throw new NotImplementedException();

    /// <summary>The project's name: the name of the repository's main folder.</summary>
    public string ProjectId => throw new NotImplementedException();

    /// <summary>Keeps the working tree as it is now, untracked files that are not ignored included, as a commit on the shadow branch.</summary>
    /// <exception cref="StoreException">The tree can't be read, or the commit can't be written.</exception>
    public VersionInfo CommitWorkingTree(string message) => throw new NotImplementedException();

    /// <summary>Keeps a version with some files replaced, without moving the shadow branch: a patched version for a replay.</summary>
    /// <param name="versionId">The version to start from.</param>
    /// <param name="files">The text of each changed file by path, relative to the root, with forward slashes.</param>
    /// <param name="message">The commit's message.</param>
    /// <returns>The commit; the same version and files give the same commit.</returns>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public string CommitPatched(string versionId, IReadOnlyDictionary<string, string> files, string message) => throw new NotImplementedException();

    /// <summary>The paths of a version's files, relative to the root, with forward slashes.</summary>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public IReadOnlyList<string> ListFiles(string versionId) => throw new NotImplementedException();

    /// <summary>The text of one file of a version; null if the version has no such file.</summary>
    /// <exception cref="StoreException">The version is not in the repository.</exception>
    public string? ReadFile(string versionId, string path) => throw new NotImplementedException();

    /// <summary>Writes all files of a version into an empty folder outside of the working tree.</summary>
    /// <exception cref="StoreException">The version is not in the repository, or the folder can't be written.</exception>
    public void Export(string versionId, string folder) => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
}
