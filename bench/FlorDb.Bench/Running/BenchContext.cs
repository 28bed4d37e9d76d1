namespace FlorDb.Bench.Running;

/// <summary>What a benchmark is given: sizes, a folder on the disk that is measured, and somewhere to tell how far it is.</summary>
internal sealed class BenchContext(RepositoryFolders folders, bool isQuick, TextWriter progress)
{
    public RepositoryFolders Folders => folders;

    /// <summary>Whether the run only shows that everything works.</summary>
    public bool IsQuick => isQuick;

    /// <summary>How often each contender is measured; the median counts.</summary>
    public int Rounds => isQuick ? 1 : 5;

    /// <summary>Picks a size: the second one where the run only shows that everything works.</summary>
    public int Size(int full, int quick) => isQuick ? quick : full;

    public ScratchFolder NewFolder() => new(folders.Scratch);

    public void Say(string text) => progress.WriteLine(text);
}
