namespace FlorDb.Storage.Tests.Io;

/// <summary>
/// A moment at which the power may fail, with all the states that it may leave: for each folder how many of its unflushed changes, in their order, have
/// reached the disk; for each file what <see cref="FileChoices"/> says.
/// </summary>
internal sealed class CrashPoint
{
    private readonly Dictionary<string, SimulatedFile> _names;
    private readonly HashSet<string> _folders;
    private readonly List<(string Folder, List<FolderChange> Changes)> _changes;
    private readonly Dictionary<SimulatedFile, FileAtCrash> _files;

    public CrashPoint(Dictionary<string, SimulatedFile> durableNames, HashSet<string> durableFolders, IEnumerable<FolderChange> unflushed)
    {
        _names = new(durableNames);
        _folders = [.. durableFolders];
        _changes = [.. unflushed.GroupBy(change => change.Folder).Select(group => (group.Key, group.ToList()))];
        _files = Reachable().Distinct().ToDictionary(file => file, file => file.AtCrash());
    }

    /// <summary>All states, if they are not more than the limit; otherwise the extreme ones and others by chance. States may be equal.</summary>
    public IEnumerable<DiskImage> States(int limit, Random random) => States(sizes => Choices.Of(sizes, limit, random));

    /// <summary>A state by chance.</summary>
    public DiskImage AnyState(Random random) => States(sizes => Choices.ByChance(sizes, random)).First();

    private IEnumerable<DiskImage> States(Func<int[], IEnumerable<int[]>> choose)
    {
        var files = _files.Select(file => (file.Key, Choices: new FileChoices(file.Value))).ToList();
        int[] sizes = [.. _changes.Select(folder => folder.Changes.Count + 1), .. files.SelectMany(file => file.Choices.Sizes)];
        foreach (var choices in choose(sizes)) yield return Build(files, choices);
    }

    private DiskImage Build(List<(SimulatedFile File, FileChoices Choices)> files, int[] choices)
    {
        var names = new Dictionary<string, SimulatedFile>(_names);
        var folders = new HashSet<string>(_folders);
        int next = 0;
        foreach (var (_, changes) in _changes)
            foreach (var change in changes.Take(choices[next++])) change.Apply(names, folders);
        var contents = new Dictionary<SimulatedFile, byte[]>();
        foreach (var (file, options) in files)
        {
            contents.Add(file, options.Build(choices.AsSpan(next, options.Sizes.Count)));
            next += options.Sizes.Count;
        }

        folders.RemoveWhere(folder => !Stands(FolderChange.ParentOf(folder), folders));
        var left = names.Where(name => Stands(FolderChange.ParentOf(name.Key), folders)).ToDictionary(name => name.Key, name => contents[name.Value]);
        return new DiskImage(left, folders);
    }

    /// <summary>Whether a folder and those around it are there.</summary>
    private static bool Stands(string? folder, HashSet<string> folders)
    {
        for (; folder is not null; folder = FolderChange.ParentOf(folder))
            if (folder != "/" && !folders.Contains(folder)) return false;
        return true;
    }

    private IEnumerable<SimulatedFile> Reachable()
    {
        foreach (var file in _names.Values) yield return file;
        foreach (var change in _changes.SelectMany(folder => folder.Changes))
        {
            if (change is FolderChange.Created created) yield return created.File;
            if (change is FolderChange.Renamed renamed) yield return renamed.File;
        }
    }
}
