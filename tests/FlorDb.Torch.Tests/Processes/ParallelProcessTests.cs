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
    public void Ranks_take_their_checkpoints_at_the_same_places()
    {
        _repository.Variables["FLOR_CHECKPOINTS"] = "every 0.2 s";
        _repository.Variables["FLOR_TEST_PAUSE"] = "40";
        var ended = Ranks.Run(_repository, 2, "parallel", "--kwargs", "epochs=8");

        Assert.All(ended, rank => Assert.True(rank.ExitCode == 0, rank.Error));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        var checkpoints = group.Ranks.Select(run => _repository.Read(snapshot => snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key).ToList())).ToList();
        var iterations = checkpoints.Select(rank => rank.Where(checkpoint => checkpoint.Position.Moment == CheckpointMoment.IterationEnd).Select(checkpoint => checkpoint.Position)).ToList();
        Assert.NotEmpty(iterations[0]);
        Assert.Equal(iterations[0], iterations[1]);
        Assert.All(checkpoints[1], checkpoint => Assert.Equal("as rank 0", checkpoint.Reason!.Policy));
    }

    [Fact]
    public void State_that_is_the_same_in_all_ranks_is_stored_once()
    {
        var ended = Ranks.Run(_repository, 4, "parallel", "--kwargs", "epochs=1", "ballast=5000000");

        Assert.All(ended, rank => Assert.True(rank.ExitCode == 0, rank.Error));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        long[] stored = [.. group.Ranks.Select(run => _repository.Read(snapshot => snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run.Key).Sum(checkpoint => checkpoint.StoredBytes)))];
        Assert.True(stored[1..].All(bytes => bytes < stored[0] / 20), $"stored by rank: {string.Join(", ", stored)}");

        using var store = FlorStore.Open(_repository.Store);
        store.Apply(store.PlanDeletion([group.Lead.Key]));
        store.CollectGarbage(new CollectionOptions());
        Assert.Empty(FlorStore.Verify(_repository.Store).Findings);
        using var left = store.TakeSnapshot();
        Assert.All(left.Checkpoints, checkpoint => ReadAll(left.OpenCheckpoint(checkpoint)));
        Assert.NotEmpty(left.Checkpoints);
    }

    [Fact]
    public void Rank_that_is_killed_leaves_the_others_records_whole_and_the_next_launch_alone()
    {
        _repository.Variables["FLOR_TEST_DEATH"] = "1";
        var ended = Ranks.Run(_repository, 2, "parallel");

        Assert.Equal((1, 137), (ended[0].ExitCode, ended[1].ExitCode));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        Assert.Equal([RunState.Failed, RunState.Interrupted], group.Ranks.Select(run => run.State));
        Assert.Equal(RunState.Failed, group.State);
        Assert.All(group.Ranks, run => Assert.Contains("epoch=2 step=2 loss", _repository.Read(snapshot => RunCells.Of(snapshot, run.Key)).Keys));

        _repository.Variables.Remove("FLOR_TEST_DEATH");
        Assert.All(Ranks.Run(_repository, 2, "parallel"), rank => Assert.True(rank is (0, ""), rank.Error));
        var groups = _repository.Read(snapshot => snapshot.RunGroups);
        Assert.Equal([(2, RunState.Failed), (2, RunState.Completed)], groups.Select(known => (known.Ranks.Length, known.State)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_repository.Store, "cache", "ranks")));
    }

    [Fact]
    public void Ranks_that_were_all_killed_go_on_and_end_as_if_nothing_had_happened()
    {
        using var other = new ScratchRepository();
        Assert.All(Ranks.Run(other, 2, "parallel", "--kwargs", "epochs=6"), rank => Assert.True(rank.ExitCode == 0, rank.Error));
        string[][] truth = Describe(other);
        int seed = Environment.TickCount;
        _repository.Variables["FLOR_TEST_PAUSE"] = "60";
        Kill(Ranks.Start(_repository, 2, "parallel", "--flor", "mine", "--kwargs", "epochs=6"), new Random(seed).Next(500));

        Assert.Contains("was trained by 2 processes, and is resumed by one process", _repository.Run("--flor-resume").Error, StringComparison.Ordinal);
        Assert.All(Ranks.Run(_repository, 2, "--flor-resume"), rank => Assert.True(rank is (0, ""), $"seed {seed}: {rank.Error}"));
        var group = Assert.Single(_repository.Read(snapshot => snapshot.RunGroups));
        Assert.Equal(("mine", 2, RunState.Completed), (group.Lead.Header.RunId, group.Ranks.Length, group.State));
        Assert.All(group.Ranks, run => Assert.NotNull(run.Header.Continues));
        Assert.All(Ranks.Run(_repository, 2, "--flor-resume"), rank => Assert.Equal((2, "flor: all recorded runs of Program.cs came to their ends: there is nothing to resume.\n"), rank));
        Assert.Single(group.Ranks.Select(run => run.Header.ContinuesAt).Distinct());
        string[][] shown = Describe(_repository);
        for (int rank = 0; rank < truth.Length; rank++)
            Assert.True(truth[rank].SequenceEqual(shown[rank]), $"seed {seed}, rank {rank}: {string.Join('\n', shown[rank].Except(truth[rank]).Concat(truth[rank].Except(shown[rank])).Take(5))}");
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

    /// <summary>Kills processes, once all have a checkpoint in their loops and a further time has passed.</summary>
    private void Kill(System.Diagnostics.Process[] processes, int delay)
    {
        foreach (var process in processes) process.StandardOutput.ReadLine();
        while (_repository.Read(snapshot => snapshot.Checkpoints.Where(checkpoint => checkpoint.Position.Moment == CheckpointMoment.IterationEnd).DistinctBy(checkpoint => checkpoint.Run).Count()) < processes.Length)
            Thread.Sleep(20);
        Thread.Sleep(delay);
        foreach (var process in processes) process.Kill();
        Ranks.Finish(processes);
    }

    private static string[][] Describe(ScratchRepository repository) =>
        repository.Read(snapshot => snapshot.RunGroups.Single().Ranks.Select(run => RunCells.Describe(snapshot, run.Key)).ToArray());

    private static void ReadAll(CheckpointReader checkpoint)
    {
        foreach (var entry in checkpoint.Entries) checkpoint.Read(entry, new byte[entry.Length]);
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
