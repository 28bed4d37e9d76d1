namespace FlorDb.Bench.Running;

/// <summary>A new folder that is deleted after use, so that its unwritten pages don't disturb what is measured next.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string parent)
    {
        Folder = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string At(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The bytes of all files below a folder.</summary>
    public static long BytesOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    public static void Copy(string source, string destination)
    {
        Directory.CreateDirectory(destination);
        foreach (string folder in Directory.EnumerateDirectories(source)) Copy(folder, Path.Combine(destination, Path.GetFileName(folder)));
        foreach (string file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(destination, Path.GetFileName(file)));
    }
}
