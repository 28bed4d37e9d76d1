using System.Globalization;
using FlorDb.Storage;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// A folder in the store's cache in which the ranks of a run meet: each has a file there as long as it lives. Nothing in it is a part of the record, and
/// whoever goes last deletes it; what killed processes leave behind, the next lead does.
/// </summary>
internal sealed class RankFolder
{
    private const string ParentName = "ranks";
    private const string ClosedName = "closed";

    private readonly string _path;

    private RankFolder(string path) => _path = path;

    /// <summary>The folder of a run.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="lead">The record of rank 0.</param>
    public static RankFolder Of(string store, RunKey lead) => new(Path.Combine(Parent(store), lead.ToString()));

    /// <summary>Whether rank 0 is about to end: no other may join any more.</summary>
    public bool IsClosed => File.Exists(At(ClosedName));

    /// <summary>Whether rank 0 has left.</summary>
    public bool HasLeadLeft => !File.Exists(PlaceOf(0));

    /// <summary>A file of that name in the folder.</summary>
    public string At(string name) => Path.Combine(_path, name);

    /// <summary>Takes the place of a rank; false if another process has it.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public bool TryTake(int rank) => OnDisk(() =>
    {
        Directory.CreateDirectory(_path);
        try
        {
            using var taken = new FileStream(PlaceOf(rank), FileMode.CreateNew);
            return true;
        }
        catch (IOException) when (File.Exists(PlaceOf(rank)))
        {
            return false;
        }
    });

    /// <summary>Begins to tell the others of checkpoints.</summary>
    /// <exception cref="FlorException">The folder can't be written.</exception>
    public CheckpointJournal OpenJournal() => OnDisk(() => new CheckpointJournal(At(CheckpointJournal.FileName)));

    /// <summary>Lets nobody join any more.</summary>
    public void Close() => Try(() => File.WriteAllText(At(ClosedName), ""));

    /// <summary>Gives a place back. The last one to do so deletes the folder.</summary>
    public void Leave(int rank) => Try(() =>
    {
        File.Delete(PlaceOf(rank));
        if (!Directory.EnumerateFiles(_path, "rank-*").Any()) Directory.Delete(_path, recursive: true);
    });

    /// <summary>Deletes the folders of runs of which no process is left.</summary>
    public static void DeleteAbandoned(FlorStore store) => Try(() =>
    {
        string[] folders = Directory.Exists(Parent(store.Folder)) ? Directory.GetDirectories(Parent(store.Folder)) : [];
        if (folders.Length == 0) return;
        // The store is looked at afterwards: a run is in it before its folder is there.
        using var snapshot = store.TakeSnapshot();
        var live = snapshot.Runs.Concat(snapshot.PendingRuns).Where(run => run.State == RunState.Running).Select(run => (run.Header.Lead ?? run.Key).ToString()).ToHashSet();
        foreach (string folder in folders.Where(folder => !live.Contains(Path.GetFileName(folder)))) Directory.Delete(folder, recursive: true);
    });

    private static string Parent(string store) => Path.Combine(store, "cache", ParentName);

    private string PlaceOf(int rank) => At(string.Create(CultureInfo.InvariantCulture, $"rank-{rank}"));

    private T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FlorException($"the processes of a run meet in {_path}, which can't be written: {failure.Message}", failure) { ExitCode = FlorExit.Store };
        }
    }

    /// <summary>What is left behind harms nobody.</summary>
    private static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
