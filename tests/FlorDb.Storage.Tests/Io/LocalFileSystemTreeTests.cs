using FlorDb.Storage.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Io;

public class LocalFileSystemTreeTests
{
    [Fact]
    public void Missing_folder_has_no_files() => Assert.Empty(LocalFileSystem.Instance.ListTree("/no/such/folder"));

    [Fact]
    public async Task Files_and_folders_that_vanish_meanwhile_are_left_out()
    {
        using var folder = new TemporaryFolder();
        string kept = Path.Combine(folder.Path, "kept", "file");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllBytes(kept, new byte[123]);
        int rounds = 0;
        using var over = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (; !over.IsCancellationRequested; Interlocked.Increment(ref rounds))
            {
                for (int i = 0; i < 20; i++) File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, $"passing{i}")).FullName, "file"), [1]);
                for (int i = 0; i < 20; i++) Directory.Delete(Path.Combine(folder.Path, $"passing{i}"), recursive: true);
            }
        });
        try
        {
            while (Volatile.Read(ref rounds) < 20 && !churn.IsCompleted) Assert.Contains(new StoredFile(kept, 123), LocalFileSystem.Instance.ListTree(folder.Path));
        }
        finally
        {
            await over.CancelAsync();
            await churn;
        }
    }
}
