namespace FlorDb.Storage.Tests.Versions;

public sealed class PatchedVersionTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Patch_is_a_child_of_its_version_and_leaves_the_rest_alone()
    {
        ScratchRepository.MakeExecutable(_scratch.Write("run.sh", "#!/bin/sh"));
        var version = _scratch.Keep().VersionId;
        var before = _scratch.Fingerprint();

        var patched = Patch(version, ("src/net.cs", "patched ä"), ("src/new.cs", "new"), ("run.sh", "#!/bin/bash"));

        Assert.Equal(before, _scratch.Fingerprint());
        Assert.Equal(version, _scratch.Git("log", "-1", "--format=%P", patched));
        Assert.Equal(version, _scratch.Git("rev-parse", "flor.shadow"));
        Assert.Equal(["100755 run.sh", "100644 src/net.cs", "100644 src/new.cs", "100644 train.cs"], _scratch.Files(patched));
        Assert.Equal("patched ä", _scratch.Git("show", $"{patched}:src/net.cs"));
    }

    [Fact]
    public void Same_patch_gives_the_same_commit()
    {
        var version = _scratch.Keep().VersionId;

        Assert.Equal(Patch(version, ("train.cs", "x"), ("b.cs", "y")), Patch(version, ("b.cs", "y"), ("train.cs", "x")));
        Assert.NotEqual(Patch(version, ("train.cs", "x")), Patch(version, ("train.cs", "y")));
    }

    [Fact]
    public void Patch_is_not_pruned()
    {
        var version = _scratch.Keep().VersionId;
        var patched = Patch(version, ("train.cs", "patched"));

        _scratch.Git("reflog", "expire", "--expire=now", "--all");
        _scratch.Git("gc", "-q", "--prune=now");

        using var repository = _scratch.Open();
        Assert.Equal("patched", repository.ReadFile(patched, "train.cs"));
        Assert.Equal("// first", repository.ReadFile(version, "train.cs"));
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.cs")]
    [InlineData("src//x.cs")]
    public void Path_outside_of_the_root_is_refused(string path)
    {
        var version = _scratch.Keep().VersionId;

        Assert.Throws<ArgumentException>(() => Patch(version, (path, "x")));
    }

    [Fact]
    public void Unknown_version_is_refused_with_advice()
    {
        var problem = Assert.Throws<StoreException>(() => Patch(new string('1', 40), ("a.cs", "x")));

        Assert.EndsWith("If it was recorded in another clone, fetch its branch flor.shadow.", problem.Message, StringComparison.Ordinal);
    }

    private string Patch(string version, params (string Path, string Text)[] files)
    {
        using var repository = _scratch.Open();
        return repository.CommitPatched(version, files.ToDictionary(file => file.Path, file => file.Text), "patch");
    }
}
