using FlorDb.Cli.Hosting;
using FlorDb.Cli.Tests.Support;

namespace FlorDb.Cli.Tests.Hosting;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_replaced_as_a_whole()
    {
        File.WriteAllText(_folder.File("a.csv"), "old and longer");
        await AtomicFile.WriteAsync(_folder.File("a.csv"), stream => stream.WriteAsync("new"u8.ToArray()).AsTask());
        Assert.Equal("new", File.ReadAllText(_folder.File("a.csv")));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(_folder.File("a.csv"), "old");
        await Assert.ThrowsAsync<InvalidOperationException>(() => AtomicFile.WriteAsync(_folder.File("a.csv"), _ => throw new InvalidOperationException("no")));
        Assert.Equal("old", File.ReadAllText(_folder.File("a.csv")));
        Assert.Single(Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var file = Path.Combine(_folder.Root, "missing", "a.csv");
        var failure = await Assert.ThrowsAsync<CommandException>(() => AtomicFile.WriteAsync(file, _ => Task.CompletedTask));
        Assert.Equal($"can't write {file}: the folder {Path.GetDirectoryName(file)} does not exist.", failure.Message);
        Assert.Equal(1, failure.Code);
    }
}
