using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Catalog;

public class StoreFormatTests
{
    [Fact]
    public void Store_of_version_1_stays_one_while_it_is_only_read()
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden("v1", "store"));
        using (var store = FlorStore.Open(copy.Folder, null, new ReadOnlyFileSystem())) store.TakeSnapshot().Dispose();
        FlorStore.Verify(copy.Folder);
        Assert.Equal("FlorDB store\nversion 1\n", File.ReadAllText(Path.Combine(copy.Folder, "format")));
    }

    [Fact]
    public void Store_of_version_1_becomes_version_2_before_it_is_written_to()
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden("v1", "store"));
        using var store = FlorStore.Open(copy.Folder);
        using (var run = store.BeginRun(Sample.Header())) run.Log(ContextId.Root, "n", CellValue.Of(1L));
        Assert.Equal("FlorDB store\nversion 2\n", File.ReadAllText(Path.Combine(copy.Folder, "format")));
    }

    [Fact]
    public void New_store_has_version_2()
    {
        using var folder = new TemporaryFolder();
        FlorStore.OpenOrCreate(folder.Store).Dispose();
        Assert.Equal("FlorDB store\nversion 2\n", File.ReadAllText(Path.Combine(folder.Store, "format")));
    }
}
