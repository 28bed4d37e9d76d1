using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests.Versions;

public sealed class LeftOutTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(".env")]
    [InlineData(".env.production")]
    [InlineData("deploy/server.pem")]
    [InlineData("server.KEY")]
    [InlineData("cert.pfx")]
    [InlineData("cert.p12")]
    [InlineData("id_rsa")]
    [InlineData("id_ed25519.bak")]
    [InlineData("id_work")]
    [InlineData("secrets.json")]
    [InlineData("config/credentials.yaml")]
    [InlineData(".netrc")]
    public void Secret_stays_out_of_version_and_repository(string path)
    {
        _scratch.Write(path, "hunter2 " + path);

        var version = _scratch.Keep();

        Assert.Equal([new LeftOutFile(path, "it looks like a secret")], version.LeftOut.AsEnumerable());
        Assert.Equal(["100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
        Assert.NotEqual(0, _scratch.TryGit("cat-file", "-e", _scratch.Git("hash-object", path)));
    }

    [Theory]
    [InlineData(".env.example")]
    [InlineData("id_rsa.pub")]
    [InlineData("Credentials.cs")]
    [InlineData("SecretsReader.cs")]
    [InlineData("id_map.csv")]
    [InlineData("keyboard.txt")]
    [InlineData("environment.yml")]
    public void Harmless_file_with_a_similar_name_is_kept(string path)
    {
        _scratch.Write(path, "x");

        var version = _scratch.Keep();

        Assert.Empty(version.LeftOut);
        Assert.Contains($"100644 {path}", _scratch.Files(version.VersionId));
    }

    [Fact]
    public void Staged_secret_stays_out()
    {
        _scratch.Write(".env", "x");
        _scratch.Git("add", ".env");

        Assert.Equal([".env"], _scratch.Keep().LeftOut.Select(file => file.Path));
    }

    [Fact]
    public void File_that_the_commit_has_is_not_taken_for_a_secret()
    {
        _scratch.Write("test.pem", "public test data");
        _scratch.CommitAll("test data");
        _scratch.Write("test.pem", "changed");

        var version = _scratch.Keep();

        Assert.Empty(version.LeftOut);
        Assert.Equal("changed", _scratch.Git("show", $"{version.VersionId}:test.pem"));
    }

    [Fact]
    public void Large_file_stays_out_unless_the_commit_has_it_so()
    {
        _scratch.Write("committed.bin", new byte[3000]);
        _scratch.Write("grown.bin", new byte[10]);
        _scratch.CommitAll("data");
        _scratch.Write("grown.bin", new byte[2_000_000]);
        _scratch.Write("new.bin", new byte[2001]);
        _scratch.Write("small.bin", new byte[2000]);

        var version = _scratch.Keep(new VersionOptions { FileBytesMax = 2000 });

        Assert.Equal(
            [new LeftOutFile("grown.bin", "1.9 MiB, over the limit of 0 MiB"), new LeftOutFile("new.bin", "0 MiB, over the limit of 0 MiB")], version.LeftOut.AsEnumerable());
        Assert.Equal(
            ["100644 committed.bin", "100644 small.bin", "100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
    }

    [Fact]
    public void Florignore_keeps_files_out_that_git_tracks_and_that_it_does_not()
    {
        _scratch.Write(".florignore", "# data\n/data/\n*.csv\n!keep.csv\n");
        _scratch.Write("data/tracked.txt", "x");
        _scratch.Write("table.csv", "x");
        _scratch.CommitAll("data");
        _scratch.Write("data/new.txt", "x");
        _scratch.Write("src/more.csv", "x");
        _scratch.Write("src/keep.csv", "x");
        _scratch.Write("src/data/fine.txt", "x");

        var version = _scratch.Keep();

        Assert.Equal(
            [
                new LeftOutFile("data/new.txt", ".florignore names it: /data/"), new LeftOutFile("data/tracked.txt", ".florignore names it: /data/"),
                new LeftOutFile("src/more.csv", ".florignore names it: *.csv"), new LeftOutFile("table.csv", ".florignore names it: *.csv"),
            ],
            version.LeftOut.AsEnumerable());
        Assert.Equal(
            ["100644 .florignore", "100644 src/data/fine.txt", "100644 src/keep.csv", "100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
    }

    [Fact]
    public void Store_stays_out_wherever_it_lies()
    {
        _scratch.Write(".flor/manifest", "x");
        _scratch.Write("stores/mine/wal/1.log", "x");

        var version = _scratch.Keep(new VersionOptions { StoreFolder = Path.Combine(_scratch.Root, "stores/mine") });

        Assert.Equal([".flor/manifest", "stores/mine/wal/1.log"], version.LeftOut.Select(file => file.Path));
        Assert.Equal(["100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
    }

    [Fact]
    public void Nested_repositories_and_submodules_stay_out()
    {
        using var library = new ScratchRepository();
        _scratch.Git("submodule", "--quiet", "add", library.Root, "library");
        _scratch.CommitAll("with a submodule");
        _scratch.Write("library/train.cs", "// changed in the submodule");
        _scratch.Git("init", "-q", "nested");
        _scratch.Write("nested/inner.cs", "// inner");

        var version = _scratch.Keep();

        Assert.Equal(["library", "nested"], version.LeftOut.Select(file => file.Path));
        Assert.Equal(
            ["100644 .gitmodules", "160000 library", "100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
    }
}
