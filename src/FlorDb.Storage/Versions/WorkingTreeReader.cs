using System.Collections.Immutable;
using System.Text.RegularExpressions;
using LibGit2Sharp;

namespace FlorDb.Storage.Versions;

/// <summary>
/// Makes the git tree of what is in the working tree now: the commit that is checked out, with changed and new files put in and deleted ones taken out. Only
/// objects are written; the index is read and left as it is.
/// </summary>
internal sealed partial class WorkingTreeReader
{
    private readonly Repository _repository;
    private readonly string _root;
    private readonly Tree? _head;
    private readonly TreeDefinition _tree;
    private readonly LeaveOutRules _rules;
    private readonly List<LeftOutFile> _leftOut = [];
    private readonly bool _hasExecutableBits;

    public WorkingTreeReader(Repository repository, RepositoryFolders folders, VersionOptions options)
    {
        _repository = repository;
        _root = folders.Root;
        _head = repository.Head.Tip?.Tree;
        _tree = _head is null ? new TreeDefinition() : TreeDefinition.From(_head);
        _rules = new LeaveOutRules(folders.Root, options);
        _hasExecutableBits = !OperatingSystem.IsWindows() && RecordsExecutableBits(folders.Common);
    }

    public (Tree Tree, ImmutableArray<LeftOutFile> LeftOut) Read()
    {
        LeaveOutIgnored();
        LeaveOutSubmodules();
        var changes = _repository.RetrieveStatus(new StatusOptions
        {
            IncludeUntracked = true,
            RecurseUntrackedDirs = true,
            IncludeIgnored = false,
            IncludeUnaltered = false,
            DetectRenamesInIndex = false,
            DetectRenamesInWorkDir = false,
            ExcludeSubmodules = true,
        }).ToLookup(IsDeleted);

        // A folder can have taken the place of a deleted file, so what was deleted goes first.
        foreach (var deleted in changes[true]) _tree.Remove(deleted.FilePath);
        foreach (var changed in changes[false]) Put(changed.FilePath);
        var leftOut = _leftOut.DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal);
        return (_repository.ObjectDatabase.CreateTree(_tree), leftOut.ToImmutableArray());
    }

    /// <summary>Whether the file is gone; one that was only taken out of the index and is not ignored is a new file.</summary>
    private bool IsDeleted(StatusEntry entry)
    {
        if (entry.State.HasFlag(FileStatus.DeletedFromIndex) && !entry.State.HasFlag(FileStatus.NewInWorkdir)) return true;
        var file = new FileInfo(FullPath(entry.FilePath));
        return !entry.FilePath.EndsWith('/') && !file.Exists && file.LinkTarget is null;
    }

    private void LeaveOutIgnored()
    {
        if (_head is null || !_rules.HasIgnoreFile) return;
        foreach (var (path, _) in TreeFiles.Of(_head))
            if (_rules.IgnoredBecause(path) is { } reason) LeaveOut(path, reason);
    }

    private void LeaveOutSubmodules()
    {
        foreach (var entry in _repository.Index)
            if (entry.Mode == Mode.GitLink) _leftOut.Add(new LeftOutFile(entry.Path, "a submodule: its files are kept in a repository of their own"));
    }

    private void Put(string path)
    {
        if (path.EndsWith('/'))
        {
            _leftOut.Add(new LeftOutFile(path.TrimEnd('/'), "a git repository of its own"));
            return;
        }

        var file = new FileInfo(FullPath(path));
        var isTracked = _head?[path] is { TargetType: TreeEntryTargetType.Blob };
        if (!file.Exists && file.LinkTarget is null) _tree.Remove(path);
        else if (_rules.LeftOutBecause(path, file, isTracked) is { } reason) LeaveOut(path, reason);
        else if (file.LinkTarget is { } target) _tree.Add(path, TextBlob.Create(_repository, target), Mode.SymbolicLink);
        else PutContent(path, file, isTracked);
    }

    private void PutContent(string path, FileInfo file, bool isTracked)
    {
        try
        {
            _tree.Add(path, _repository.ObjectDatabase.CreateBlob(path), ModeOf(path, file));
        }
        catch (Exception problem) when (problem is LibGit2SharpException or IOException or UnauthorizedAccessException)
        {
            file.Refresh();
            if (!file.Exists) _tree.Remove(path);
            else if (isTracked) throw new StoreException($"The code version can't be kept: {file.FullName} can't be read ({problem.Message}).", problem);
            else LeaveOut(path, $"it can't be read ({problem.Message})");
        }
    }

    private Mode ModeOf(string path, FileInfo file)
    {
        if (!_hasExecutableBits) return _head?[path]?.Mode == Mode.ExecutableFile ? Mode.ExecutableFile : Mode.NonExecutableFile;
        return file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Mode.ExecutableFile : Mode.NonExecutableFile;
    }

    /// <summary>
    /// What core.fileMode says in the repository's own configuration, where git puts it. Read by hand, since LibGit2Sharp's configuration can't be opened
    /// with every libgit2.
    /// </summary>
    private static bool RecordsExecutableBits(string commonFolder)
    {
        var file = Path.Combine(commonFolder, "config");
        return !File.Exists(file) || !File.ReadLines(file).Any(line => FileModeOff().IsMatch(line));
    }

    [GeneratedRegex(@"^\s*filemode\s*=\s*(?:false|no|off|0)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileModeOff();

    private void LeaveOut(string path, string reason)
    {
        _tree.Remove(path);
        _leftOut.Add(new LeftOutFile(path, reason));
    }

    private string FullPath(string path) => Path.Combine(_root, path);
}
