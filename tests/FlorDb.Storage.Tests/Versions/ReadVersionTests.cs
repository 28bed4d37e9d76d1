using System.Text;

namespace FlorDb.Storage.Tests.Versions;

public sealed class ReadVersionTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static IEnumerable<string> PathsOf(FlorDb.Storage.Versions.CodeRepository repository, string version) => repository.ListFiles(version).Select(file => file.Path);

    [Fact]
    public void Files_are_listed_and_read()
    {
        _scratch.Write("bom.cs", [0xEF, 0xBB, 0xBF, (byte)'x']);
        _scratch.Write("utf16.cs", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("ä")]);
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "src/link.cs"), "../train.cs");
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "dangling.cs"), "nowhere.cs");
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "round.cs"), "round.cs");
        var version = _scratch.Keep().VersionId;

        using var repository = _scratch.Open();

        Assert.Equal(["bom.cs", "dangling.cs", "round.cs", "src/link.cs", "src/net.cs", "train.cs", "utf16.cs"], PathsOf(repository, version));
        Assert.Equal(_scratch.Git("rev-parse", $"{version}:train.cs").Trim(), repository.ListFiles(version).Single(file => file.Path == "train.cs").ContentId);
        Assert.Equal("// first", repository.ReadFile(version, "train.cs"));
        Assert.Equal("// first", repository.ReadFile(version, "src/link.cs"));
        Assert.Equal("x", repository.ReadFile(version, "bom.cs"));
        Assert.Equal("ä", repository.ReadFile(version, "utf16.cs"));
        foreach (var missing in new[] { "none.cs", "src", "dangling.cs", "round.cs" }) Assert.Null(repository.ReadFile(version, missing));
    }

    [Fact]
    public void Export_writes_the_files_as_they_were()
    {
        ScratchRepository.MakeExecutable(_scratch.Write("run.sh", "#!/bin/sh"));
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "link"), "src/net.cs");
        _scratch.Write("bytes.bin", [0, 1, 255, 13, 10]);
        _scratch.Write("leer.txt", "");
        _scratch.Write("größe.txt", "ä");
        var version = _scratch.Keep().VersionId;
        var target = Path.Combine(_scratch.Beside, "export", "here");

        using var repository = _scratch.Open();
        repository.Export(version, target);

        Assert.Equal(PathsOf(repository, version), Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(target, file)).Order(StringComparer.Ordinal));
        Assert.Equal("// first", File.ReadAllText(Path.Combine(target, "train.cs")));
        Assert.Equal([0, 1, 255, 13, 10], File.ReadAllBytes(Path.Combine(target, "bytes.bin")));
        Assert.Equal("src/net.cs", new FileInfo(Path.Combine(target, "link")).LinkTarget);
        Assert.True(ScratchRepository.IsExecutable(Path.Combine(target, "run.sh")));
        Assert.False(ScratchRepository.IsExecutable(Path.Combine(target, "train.cs")));
    }

    [Fact]
    public void Export_gives_back_the_line_endings_of_the_working_tree()
    {
        _scratch.Git("config", "core.autocrlf", "true");
        _scratch.Write("windows.cs", "a\r\nb\r\n");
        var version = _scratch.Keep().VersionId;

        using var repository = _scratch.Open();
        repository.Export(version, Path.Combine(_scratch.Beside, "export"));

        Assert.Equal("a\r\nb\r\n", File.ReadAllText(Path.Combine(_scratch.Beside, "export", "windows.cs")));
    }

    [Fact]
    public void Export_into_a_folder_that_is_not_empty_is_refused()
    {
        var version = _scratch.Keep().VersionId;
        using var repository = _scratch.Open();

        var problem = Assert.Throws<StoreException>(() => repository.Export(version, Path.Combine(_scratch.Root, "src")));

        Assert.EndsWith("the folder is not empty.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_version_is_refused()
    {
        using var repository = _scratch.Open();

        foreach (var unknown in new[] { new string('1', 40), "nonsense" })
        {
            Assert.Throws<StoreException>(() => repository.ListFiles(unknown));
            Assert.Throws<StoreException>(() => repository.ReadFile(unknown, "train.cs"));
            Assert.Throws<StoreException>(() => repository.Export(unknown, Path.Combine(_scratch.Beside, "export")));
        }
    }
}
