using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Golden;

/// <summary>A copy of a kept store in a temporary folder, as opening changes a store.</summary>
internal sealed class StoreCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public StoreCopy(string store) => Copy(store, Folder);

    public string Folder => _folder.Store;

    /// <summary>Copies a store's files; of its locks, which their holders don't let be read, only the names.</summary>
    public static void Copy(string from, string to)
    {
        // Git keeps no empty folders.
        foreach (string folder in (string[])["wal", "segments", "pages", "locks"]) Directory.CreateDirectory(Path.Combine(to, folder));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (file.EndsWith(".lock", StringComparison.Ordinal)) File.WriteAllBytes(target, []);
            else File.Copy(file, target);
        }
    }

    /// <summary>Opens the store, and gives all that it shows.</summary>
    public string Read()
    {
        using var store = FlorStore.Open(Folder);
        using var snapshot = store.TakeSnapshot();
        return StoreText.Of(snapshot);
    }

    public void Dispose() => _folder.Dispose();
}
