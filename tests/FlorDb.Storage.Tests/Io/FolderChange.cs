namespace FlorDb.Storage.Tests.Io;

/// <summary>A change of a folder's entries, which survives a power loss when the folder is flushed.</summary>
internal abstract record FolderChange(string Folder)
{
    /// <summary>Makes the change.</summary>
    public abstract void Apply(Dictionary<string, SimulatedFile> names, HashSet<string> folders);

    internal sealed record Created(string Path, SimulatedFile File) : FolderChange(ParentOf(Path))
    {
        public override void Apply(Dictionary<string, SimulatedFile> names, HashSet<string> folders) => names[Path] = File;
    }

    internal sealed record Renamed(string From, string To, SimulatedFile File) : FolderChange(ParentOf(To))
    {
        public override void Apply(Dictionary<string, SimulatedFile> names, HashSet<string> folders)
        {
            names.Remove(From);
            names[To] = File;
        }
    }

    internal sealed record Deleted(string Path) : FolderChange(ParentOf(Path))
    {
        public override void Apply(Dictionary<string, SimulatedFile> names, HashSet<string> folders) => names.Remove(Path);
    }

    internal sealed record FolderCreated(string Path) : FolderChange(ParentOf(Path))
    {
        public override void Apply(Dictionary<string, SimulatedFile> names, HashSet<string> folders) => folders.Add(Path);
    }

    public static string ParentOf(string path) => System.IO.Path.GetDirectoryName(path)!;
}
