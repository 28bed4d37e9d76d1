using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests.Versions;

public sealed class CommitWorkingTreeTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Version_holds_changed_new_and_staged_files_and_lacks_deleted_ones()
    {
        _scratch.Write("deleted.txt", "x");
        _scratch.Write("staged.txt", "old");
        _scratch.CommitAll("second");
        _scratch.Write("train.cs", "// changed");
        _scratch.Write("new/deep/file.cs", "// new");
        File.Delete(Path.Combine(_scratch.Root, "deleted.txt"));
        _scratch.Write("staged.txt", "staged");
        _scratch.Git("add", "staged.txt");
        _scratch.Write("staged.txt", "worked on further");

        var version = _scratch.Keep();

        Assert.Equal(["100644 new/deep/file.cs", "100644 src/net.cs", "100644 staged.txt", "100644 train.cs"], _scratch.Files(version.VersionId));
        Assert.Equal("// changed", _scratch.Git("show", $"{version.VersionId}:train.cs"));
        Assert.Equal("worked on further", _scratch.Git("show", $"{version.VersionId}:staged.txt"));
        Assert.Empty(version.LeftOut);
    }

    [Fact]
    public void Ignored_files_stay_out_silently()
    {
        _scratch.Write(".gitignore", "bin/\n*.log\n");
        _scratch.Write("bin/app.dll", "x");
        _scratch.Write("a.log", "x");

        var version = _scratch.Keep();

        Assert.Equal(["100644 .gitignore", "100644 src/net.cs", "100644 train.cs"], _scratch.Files(version.VersionId));
        Assert.Empty(version.LeftOut);
    }

    [Fact]
    public void Users_branch_index_logs_and_files_stay_as_they_are()
    {
        _scratch.Write("train.cs", "// changed");
        _scratch.Write("added.cs", "// added");
        _scratch.Git("add", "added.cs");
        _scratch.Write("untracked.cs", "// new");
        var (status, log, before) = (_scratch.Git("status", "--porcelain=v2", "--branch"), _scratch.Git("log", "--format=%H %an %s"), _scratch.Fingerprint());

        _scratch.Keep();

        Assert.Equal(before, _scratch.Fingerprint());
        Assert.Equal(status, _scratch.Git("status", "--porcelain=v2", "--branch"));
        Assert.Equal(log, _scratch.Git("log", "--format=%H %an %s"));
    }

    [Fact]
    public void Touched_file_with_the_same_content_does_not_rewrite_the_index()
    {
        File.SetLastWriteTimeUtc(Path.Combine(_scratch.Root, "train.cs"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var before = _scratch.Fingerprint();

        _scratch.Keep();

        Assert.Equal(before, _scratch.Fingerprint());
    }

    [Fact]
    public void Versions_form_a_chain_beside_the_users_commits()
    {
        var first = _scratch.Keep();
        _scratch.Write("train.cs", "// two");
        _scratch.CommitAll("two");
        var second = _scratch.Keep();

        string Parents(VersionInfo version) => _scratch.Git("log", "-1", "--format=%P", version.VersionId);
        Assert.Equal(_scratch.Git("rev-parse", "HEAD~1"), Parents(first));
        Assert.Equal($"{first.VersionId} {_scratch.Git("rev-parse", "HEAD")}", Parents(second));
        Assert.Equal(second.VersionId, _scratch.Git("rev-parse", CodeRepository.ShadowBranch));
        Assert.Equal("FlorDB <flordb@localhost> run", _scratch.Git("log", "-1", "--format=%an <%ae> %s", second.VersionId));
    }

    [Fact]
    public void Unchanged_tree_gives_the_same_version_again()
    {
        _scratch.Write("new.cs", "// new");

        Assert.Equal(_scratch.Keep().VersionId, _scratch.Keep().VersionId);
    }

    [Fact]
    public void New_commit_of_the_same_files_gives_a_new_version()
    {
        _scratch.Write("new.cs", "// new");
        var before = _scratch.Keep();
        _scratch.CommitAll("with new.cs");

        Assert.NotEqual(before.VersionId, _scratch.Keep().VersionId);
    }

    [Fact]
    public void Executable_bits_links_and_foreign_names_are_kept()
    {
        ScratchRepository.MakeExecutable(_scratch.Write("run.sh", "#!/bin/sh"));
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "link"), "src/net.cs");
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "dangling"), "/nowhere");
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "folder"), "src");
        _scratch.Write("daten/größe 🙂.txt", "ä");

        var files = _scratch.Files(_scratch.Keep().VersionId);

        Assert.Equal(
            ["120000 dangling", "100644 daten/größe 🙂.txt", "120000 folder", "120000 link", "100755 run.sh", "100644 src/net.cs", "100644 train.cs"], files);
    }

    [Fact]
    public void Bits_do_not_count_where_git_is_told_so()
    {
        _scratch.Git("config", "core.fileMode", "false");
        ScratchRepository.MakeExecutable(_scratch.Write("train.cs", "// changed"));

        Assert.Contains("100644 train.cs", _scratch.Files(_scratch.Keep().VersionId));
    }

    [Fact]
    public void File_that_became_a_folder_or_a_link_is_kept_as_such()
    {
        File.Delete(Path.Combine(_scratch.Root, "train.cs"));
        _scratch.Write("train.cs/inner.cs", "// inner");
        Directory.Delete(Path.Combine(_scratch.Root, "src"), recursive: true);
        File.CreateSymbolicLink(Path.Combine(_scratch.Root, "src"), "train.cs");

        Assert.Equal(["120000 src", "100644 train.cs/inner.cs"], _scratch.Files(_scratch.Keep().VersionId));
    }

    [Fact]
    public void Line_endings_are_filtered_as_git_add_does()
    {
        _scratch.Git("config", "core.autocrlf", "true");
        _scratch.Write("windows.cs", "a\r\nb\r\n");

        var version = _scratch.Keep();

        Assert.Equal("4", _scratch.Git("cat-file", "-s", $"{version.VersionId}:windows.cs"));
    }

    [Fact]
    public void File_taken_out_of_the_index_counts_as_untracked()
    {
        _scratch.Write("kept.txt", "x");
        _scratch.Write("dropped.log", "x");
        _scratch.CommitAll("both");
        _scratch.Git("rm", "-q", "--cached", "kept.txt", "dropped.log");
        _scratch.Write(".gitignore", "*.log");

        var files = _scratch.Files(_scratch.Keep().VersionId);

        Assert.Contains("100644 kept.txt", files);
        Assert.DoesNotContain("100644 dropped.log", files);
    }

    [Fact]
    public void Named_pipe_is_passed_over()
    {
        using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_scratch.Root, "pipe")])!;
        made.WaitForExit();

        Assert.Equal(["100644 src/net.cs", "100644 train.cs"], _scratch.Files(_scratch.Keep().VersionId));
    }
}
