using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed class ParallelProcessTests : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Ranks_record_one_run_each_with_a_writer_of_its_own()
    {
        File.WriteAllText(_repository.PathOf(".env"), "TOKEN=abc\n");
        var ended = Ranks.Run(_repository, 3, "parallel", "--flor", "together");

        Assert.All(ended, rank => Assert.True(rank.ExitCode == 0, rank.Error));
        Assert.Contains("stays out of the recorded code version", ended[0].Error, StringComparison.Ordinal);
        Assert.Equal(["", ""], ended[1..].Select(rank => rank.Error));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        Assert.Equal((3, RunState.Completed), (group.WorldSize, group.State));
        Assert.Equal([0, 1, 2], group.Ranks.Select(run => run.Header.Rank));
        Assert.All(group.Ranks, run => Assert.Equal(("together", group.Lead.Header.VersionId, group.Lead.Header.Timestamp), (run.Header.RunId, run.Header.VersionId, run.Header.Timestamp)));
        Assert.All(group.Ranks[1..], run => Assert.Equal((group.Lead.Key, group.Lead.Header.Environment["leftout"]), (run.Header.Lead, run.Header.Environment["leftout"])));
        Assert.Equal(1, CountCommits());
        var cells = group.Ranks.Select(run => _repository.Read(snapshot => RunCells.Of(snapshot, run.Key))).ToList();
        Assert.All(cells, rank => Assert.Equal(cells[0].Keys, rank.Keys));
        Assert.All(cells[1..], rank => Assert.Equal(cells[0]["epoch=3 norm"], rank["epoch=3 norm"]));
        Assert.All(cells[1..], rank => Assert.NotEqual(cells[0]["epoch=3 step=2 loss"], rank["epoch=3 step=2 loss"]));
        Assert.False(Directory.Exists(Path.Combine(_repository.Store, "cache", "ranks", group.Lead.Key.ToString())));
        Assert.Contains("3 processes together", _repository.Run("parallel", "--replay_flor", "1/1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_that_is_killed_leaves_the_others_records_whole()
    {
        _repository.Variables["FLOR_TEST_DEATH"] = "1";
        var ended = Ranks.Run(_repository, 2, "parallel");

        Assert.Equal((1, 137), (ended[0].ExitCode, ended[1].ExitCode));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        Assert.Equal([RunState.Failed, RunState.Interrupted], group.Ranks.Select(run => run.State));
        Assert.Equal(RunState.Failed, group.State);
        Assert.All(group.Ranks, run => Assert.Contains("epoch=2 step=2 loss", _repository.Read(snapshot => RunCells.Of(snapshot, run.Key)).Keys));
    }

    [Fact]
    public void Rank_whose_rank_0_never_comes_says_what_it_waited_for()
    {
        _repository.Variables["FLOR_RANK_TIMEOUT"] = "0.2";
        var (exitCode, error) = Assert.Single(Ranks.Finish([Ranks.Start(_repository, 1, 2, "1", "parallel")]));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("flor: rank 1 of 2 has waited 0.2 s for rank 0 of its launch to begin the run of Program.cs in the store ", error, StringComparison.Ordinal);
        Assert.Empty(_repository.Read(snapshot => snapshot.Runs));
    }

    [Fact]
    public void Rank_that_makes_no_sense_is_told_and_can_be_switched_off()
    {
        var (exitCode, error) = Assert.Single(Ranks.Finish([Ranks.Start(_repository, 4, 4, "1", "echo")]));

        Assert.Equal(2, exitCode);
        Assert.StartsWith("flor: RANK=4: with WORLD_SIZE=4 ranks go from 0 to 3. ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository.Store));
        _repository.Variables["FLOR_RANK"] = "off";
        Assert.Equal(0, Assert.Single(Ranks.Finish([Ranks.Start(_repository, 4, 4, "1", "echo")])).ExitCode);
        Assert.Null(_repository.OnlyRun().Header.Rank);
    }

    private int CountCommits()
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", ["rev-list", "--count", "flor.shadow"])
        {
            WorkingDirectory = Path.GetDirectoryName(_repository.Store),
            RedirectStandardOutput = true,
        })!;
        return int.Parse(git.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
