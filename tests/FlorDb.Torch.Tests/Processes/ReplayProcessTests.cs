using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Processes;

public sealed class ReplayProcessTests : IDisposable
{
    private static readonly string[] Names = ["probe", "rng", "mode"];

    private readonly ScratchRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Segment_is_replayed_as_a_full_run_of_the_patched_program_logs_it()
    {
        Assert.Equal(0, _repository.Run("train").ExitCode);
        var run = _repository.OnlyRun();
        var (exitCode, _, error) = _repository.Replay(_repository.Segment(run.Key, Names, new IterationRange(2, 2)), "train", "probes");
        Assert.Equal("", error.Trim());
        Assert.Equal(0, exitCode);

        var filled = Filled(run.Key);
        var truth = Truth();
        string[] wanted = [.. truth.Keys.Where(key => (key.StartsWith("epoch=2 ", StringComparison.Ordinal) || !key.StartsWith("epoch", StringComparison.Ordinal)) && IsAtStart(key))];
        Assert.Equal(wanted, filled.Keys);
        Assert.All(wanted, key => Assert.Equal(truth[key], filled[key]));
        AssertVerified();
    }

    [Fact]
    public void Killed_run_keeps_what_it_logged_and_is_replayed_up_to_there()
    {
        using (var process = _repository.StartHanging())
        {
            process.Kill();
            process.WaitForExit();
        }

        var run = _repository.OnlyRun();
        Assert.Equal(RunState.Interrupted, run.State);
        var cells = _repository.Read(snapshot => RunCells.Of(snapshot, run.Key));
        Assert.Contains("epoch=0 best", cells.Keys);
        Assert.Contains("epoch=1 step=1 loss", cells.Keys);
        Assert.DoesNotContain("epoch=1 step=2 loss", cells.Keys);

        var (exitCode, _, error) = _repository.Replay(_repository.Segment(run.Key, Names, new IterationRange(1, 1)), "train", "probes");
        Assert.Equal("", error.Trim());
        Assert.Equal(0, exitCode);
        AssertVerified();
        var filled = Filled(run.Key);
        Assert.Equal(
            ["epoch=1 probe", "epoch=1 step=0 probe", "epoch=1 step=1 probe"],
            filled.Keys.Where(key => key.StartsWith("epoch=1 ", StringComparison.Ordinal) && key.EndsWith("probe", StringComparison.Ordinal)));
        var truth = Truth();
        Assert.All(filled, cell => Assert.Equal(truth[cell.Key], cell.Value));
    }

    [Fact]
    public void Failed_run_is_replayed_up_to_its_failure()
    {
        Assert.Equal(1, _repository.Run("throw").ExitCode);
        var run = _repository.OnlyRun();
        Assert.Equal(0, _repository.Replay(_repository.Segment(run.Key, Names, new IterationRange(0, 1)), "throw", "probes").ExitCode);

        AssertVerified();
        Assert.Contains("epoch=1 step=1 probe", Filled(run.Key).Keys);
    }

    [Fact]
    public void Replay_that_fails_where_the_record_goes_on_is_a_failure()
    {
        Assert.Equal(0, _repository.Run("train").ExitCode);
        var run = _repository.OnlyRun();
        Assert.Equal(1, _repository.Replay(_repository.Segment(run.Key, Names, new IterationRange(0, 1)), "throw", "probes").ExitCode);

        var summary = _repository.Read(snapshot => snapshot.Replays.Single().Summary!);
        Assert.Equal(RunState.Failed, summary.State);
        Assert.Equal("InvalidOperationException: the loss is not a number", summary.Message);
        Assert.False(summary.Verified);
    }

    [Fact]
    public void Parts_replayed_by_hand_fill_all_that_the_record_lacks()
    {
        Assert.Equal(0, _repository.Run("train").ExitCode);
        var run = _repository.OnlyRun();
        foreach (string part in (string[])["1/3", "2/3", "3/3"])
            Assert.Equal(0, _repository.Run("train", "probes", "--replay_flor", part).ExitCode);

        Assert.All(_repository.Read(snapshot => snapshot.Replays), replay => Assert.True(replay.Verified));
        var truth = Truth();
        var filled = _repository.Read(snapshot => RunCells.Of(snapshot, run.Key, overlays: true));
        foreach (var (key, value) in truth) Assert.Equal(value, filled[key]);
    }

    private static bool IsAtStart(string key) => key.StartsWith("epoch", StringComparison.Ordinal) || !key.Contains('#', StringComparison.Ordinal);

    private SortedDictionary<string, CellValue> Filled(RunKey run) => _repository.Read(snapshot => RunCells.Of(snapshot, run, overlays: true));

    private void AssertVerified()
    {
        var summary = _repository.Read(snapshot => snapshot.Replays.Single().Summary!);
        Assert.Null(summary.Message);
        Assert.True(summary.Verified);
        Assert.True(summary.CellsCompared > 0);
    }

    /// <summary>What the patched program logs under the wanted names when it runs from start to end.</summary>
    private static SortedDictionary<string, CellValue> Truth()
    {
        using var other = new ScratchRepository();
        Assert.Equal(0, other.Run("train", "probes").ExitCode);
        var cells = other.Read(snapshot => RunCells.Of(snapshot, snapshot.Runs.Single().Key));
        return new SortedDictionary<string, CellValue>(
            cells.Where(cell => Names.Contains(cell.Key.Split(' ')[^1].Split('#')[0])).ToDictionary(), StringComparer.Ordinal);
    }
}
