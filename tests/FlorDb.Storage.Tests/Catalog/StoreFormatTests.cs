using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Catalog;

public class StoreFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Store_of_an_earlier_version_stays_one_while_it_is_only_read(int version)
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden($"v{version}", "store"));
        using (var store = FlorStore.Open(copy.Folder, null, new ReadOnlyFileSystem())) store.TakeSnapshot().Dispose();
        FlorStore.Verify(copy.Folder);
        Assert.Equal($"FlorDB store\nversion {version}\n", File.ReadAllText(Path.Combine(copy.Folder, "format")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Store_of_an_earlier_version_becomes_version_3_before_it_is_written_to(int version)
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden($"v{version}", "store"));
        using var store = FlorStore.Open(copy.Folder);
        using (var run = store.BeginRun(Sample.Header())) run.Log(ContextId.Root, "n", CellValue.Of(1L));
        Assert.Equal("FlorDB store\nversion 3\n", File.ReadAllText(Path.Combine(copy.Folder, "format")));
    }

    [Fact]
    public void New_store_has_version_3()
    {
        using var folder = new TemporaryFolder();
        FlorStore.OpenOrCreate(folder.Store).Dispose();
        Assert.Equal("FlorDB store\nversion 3\n", File.ReadAllText(Path.Combine(folder.Store, "format")));
    }

    [Fact]
    public void Store_whose_empty_folders_were_lost_in_a_copy_can_be_used_as_before()
    {
        using var folder = new TemporaryFolder();
        using (var store = FlorStore.OpenOrCreate(folder.Store)) Record(store);
        LoseEmptyFolders();
        Assert.True(FlorStore.Verify(folder.Store).IsSound);
        Assert.Empty(FlorStore.Repair(folder.Store).Actions);
        LoseEmptyFolders();
        using (var store = FlorStore.Open(folder.Store))
        {
            Record(store);
            Assert.True(store.Compact().Merges > 0);
            using var snapshot = store.TakeSnapshot();
            Assert.Equal((2, 0), (snapshot.Runs.Length, snapshot.Notices.Length));
        }

        static void Record(FlorStore store)
        {
            using var run = store.BeginRun(Sample.Header());
            run.Log(ContextId.Root, "n", CellValue.Of(1L));
            run.Finish(RunState.Completed);
        }

        void LoseEmptyFolders()
        {
            foreach (string name in (string[])["wal", "pages", "locks"]) Directory.Delete(Path.Combine(folder.Store, name), recursive: true);
        }
    }
}
