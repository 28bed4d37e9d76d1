using FlorDb.Storage.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Wal;

public class WriterLockTests
{
    [Fact]
    public async Task Writer_that_begins_while_others_recover_the_store_is_taken_for_alive()
    {
        using var folder = new TemporaryFolder();
        FlorStore.OpenOrCreate(folder.Store).Dispose();
        var layout = new StoreLayout(folder.Store);
        var files = LocalFileSystem.Instance;
        int left = TestScale.Of(300, 1000, 20_000);
        var others = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            while (Volatile.Read(ref left) > 0) FlorStore.Open(folder.Store).Dispose();
        })).ToArray();
        try
        {
            for (; left > 0; Interlocked.Decrement(ref left))
            {
                var writer = Guid.NewGuid();
                using (files.TakeNewLock(layout.WriterLock(writer))) Assert.True(files.IsLocked(layout.WriterLock(writer)));
            }
        }
        finally
        {
            Volatile.Write(ref left, 0);
            await Task.WhenAll(others);
        }

        // As a process that was killed before it could give the file its name.
        files.TryLock(layout.WriterLock(Guid.NewGuid()) + AtomicFile.TemporaryExtension)!.Dispose();
        FlorStore.Open(folder.Store).Dispose();
        Assert.All(files.List(layout.LockFolder), name => Assert.StartsWith("epoch-", name, StringComparison.Ordinal));
    }
}
