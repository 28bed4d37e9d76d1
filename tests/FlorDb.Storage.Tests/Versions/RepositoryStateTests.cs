using FlorDb.Storage.Versions;

namespace FlorDb.Storage.Tests.Versions;

/// <summary>Versions are kept in whatever state a repository is.</summary>
public sealed class RepositoryStateTests : IDisposable
{
    private readonly ScratchRepository _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Repository_without_commits_gives_a_version_without_parents()
    {
        using var scratch = new ScratchRepository(withCommit: false);
        scratch.Write("train.cs", "// first");
        scratch.Write("staged.cs", "// staged");
        scratch.Git("add", "staged.cs");
        var before = scratch.Fingerprint();

        var version = scratch.Keep();

        Assert.Equal(before, scratch.Fingerprint());
        Assert.Equal(["100644 staged.cs", "100644 train.cs"], scratch.Files(version.VersionId));
        Assert.Equal("", scratch.Git("log", "-1", "--format=%P", version.VersionId));
        Assert.Equal(version.VersionId, scratch.Keep().VersionId);
        scratch.Write("train.cs", "// second");
        Assert.Equal(version.VersionId, scratch.Git("log", "-1", "--format=%P", scratch.Keep().VersionId));
    }

    [Fact]
    public void Empty_repository_gives_an_empty_version()
    {
        using var scratch = new ScratchRepository(withCommit: false);

        Assert.Empty(scratch.Files(scratch.Keep().VersionId));
    }

    [Fact]
    public void Detached_head_stays_detached()
    {
        _scratch.Git("checkout", "-q", "--detach");
        _scratch.Write("train.cs", "// changed");
        var before = _scratch.Fingerprint();

        var version = _scratch.Keep();

        Assert.Equal(before, _scratch.Fingerprint());
        Assert.Equal(_scratch.Git("rev-parse", "HEAD"), _scratch.Git("log", "-1", "--format=%P", version.VersionId));
    }

    [Fact]
    public void Linked_worktree_keeps_its_own_files_on_the_common_branch()
    {
        var linked = Path.Combine(_scratch.Beside, "linked");
        _scratch.Git("worktree", "add", "-q", "-b", "other", linked);
        File.WriteAllText(Path.Combine(linked, "only-here.cs"), "// here");
        var status = ScratchRepository.GitIn(linked, "status", "--porcelain=v2", "--branch");

        using var repository = CodeRepository.Discover(linked)!;
        var version = repository.CommitWorkingTree("run");

        Assert.Equal(Path.Combine(Path.GetDirectoryName(_scratch.Root)!, "linked"), repository.Root);
        Assert.Equal("project", repository.ProjectId);
        Assert.Contains("100644 only-here.cs", _scratch.Files(version.VersionId));
        Assert.Equal(version.VersionId, _scratch.Git("rev-parse", CodeRepository.ShadowBranch));
        Assert.Equal(status, ScratchRepository.GitIn(linked, "status", "--porcelain=v2", "--branch"));
    }

    [Fact]
    public void Merge_in_progress_keeps_the_files_with_their_conflict_marks()
    {
        _scratch.Git("checkout", "-q", "-b", "theirs");
        _scratch.Write("train.cs", "// theirs");
        _scratch.CommitAll("theirs");
        _scratch.Git("checkout", "-q", "main");
        _scratch.Write("train.cs", "// ours");
        _scratch.CommitAll("ours");
        Assert.NotEqual(0, _scratch.TryGit("merge", "-q", "theirs"));
        var before = _scratch.Fingerprint();

        var version = _scratch.Keep();

        Assert.Equal(before, _scratch.Fingerprint());
        Assert.Contains("<<<<<<<", _scratch.Git("show", $"{version.VersionId}:train.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_out_shadow_branch_is_refused()
    {
        _scratch.Keep();
        _scratch.Git("checkout", "-q", CodeRepository.ShadowBranch);

        var problem = Assert.Throws<StoreException>(() => _scratch.Keep());

        Assert.Contains("check out a branch of your own", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Threads_that_commit_at_once_lose_no_version()
    {
        const int writers = 8;
        using var start = new Barrier(writers);

        var versions = await Task.WhenAll(Enumerable.Range(0, writers).Select(i =>
            Task.Factory.StartNew(() => Keep(i), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        var kept = _scratch.Git("log", "--format=%H", CodeRepository.ShadowBranch).Split('\n');
        Assert.All(versions, version => Assert.Contains(version, kept));

        string Keep(int writer)
        {
            using var repository = _scratch.Open();
            start.SignalAndWait();
            _scratch.Write($"by-thread-{writer}.txt", "x");
            return repository.CommitWorkingTree($"run {writer}").VersionId;
        }
    }

    [Fact]
    public void Processes_that_commit_at_once_lose_no_version()
    {
        var processes = Enumerable.Range(0, 3).Select(_ => ChildProgram.StartKeepingVersion(_scratch.Root)).ToList();
        foreach (var process in processes) Assert.Equal("ready", process.StandardOutput.ReadLine());
        for (var i = 0; i < processes.Count; i++)
        {
            // Another state of the files for each, or else they would share one version.
            _scratch.Write("train.cs", $"// by process {i}");
            processes[i].StandardInput.WriteLine();
        }

        var versions = processes.Select(process => process.StandardOutput.ReadToEnd().Trim()).ToList();

        var kept = _scratch.Git("log", "--format=%H", CodeRepository.ShadowBranch).Split('\n');
        Assert.All(versions, version => Assert.Contains(version, kept));
        foreach (var process in processes)
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            process.Dispose();
        }
    }

    [Fact]
    public void Lock_is_one_that_other_processes_see()
    {
        var git = Path.Combine(_scratch.Root, ".git");
        using (RepositoryLock.Take(git)) Assert.Equal(1, Flock());
        Assert.Equal(0, Flock());

        int Flock()
        {
            using var process = System.Diagnostics.Process.Start("flock", ["-n", Path.Combine(git, RepositoryLock.FileName), "true"])!;
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
