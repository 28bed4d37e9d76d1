using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests.Versions;

public sealed class DiscoverTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("src")]
    [InlineData("src/net.cs")]
    [InlineData("src/not-there-yet/x.cs")]
    public void Repository_of_a_file_or_folder_is_found(string path)
    {
        using var repository = CodeRepository.Discover(Path.Combine(_scratch.Root, path));

        Assert.Equal(_scratch.Root, repository!.Root);
        Assert.Equal("project", repository.ProjectId);
    }

    [Fact]
    public void Links_are_followed()
    {
        var folder = Path.Combine(_scratch.Beside, "folder-link");
        var file = Path.Combine(_scratch.Beside, "file-link.cs");
        Directory.CreateSymbolicLink(folder, Path.Combine(_scratch.Root, "src"));
        File.CreateSymbolicLink(file, Path.Combine(_scratch.Root, "train.cs"));

        foreach (var path in new[] { folder, Path.Combine(folder, "net.cs"), file })
        {
            using var repository = CodeRepository.Discover(path);
            Assert.Equal(_scratch.Root, repository!.Root);
        }
    }

    [Fact]
    public void Folder_outside_of_any_repository_gives_null() => Assert.Null(CodeRepository.Discover(_scratch.Beside));

    [Fact]
    public void Repository_without_a_working_tree_gives_null()
    {
        var bare = Path.Combine(_scratch.Beside, "bare.git");
        _scratch.Git("init", "-q", "--bare", bare);

        Assert.Null(CodeRepository.Discover(bare));
    }

    [Fact]
    public void Damaged_repository_is_reported()
    {
        File.WriteAllText(Path.Combine(_scratch.Root, ".git", "config"), "[core\nnonsense");

        var problem = Assert.Throws<StoreException>(() => CodeRepository.Discover(_scratch.Root));

        Assert.StartsWith($"The git repository of {_scratch.Root} can't be used: ", problem.Message, StringComparison.Ordinal);
    }
}
