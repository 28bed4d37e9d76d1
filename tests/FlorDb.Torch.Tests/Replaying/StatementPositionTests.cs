using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Replaying;

[Collection(SharedTorch.Name)]
public sealed class StatementPositionTests : IDisposable
{
    private static readonly string[] Names = ["probe", "rng", "mode"];
    private static readonly LoopPath[] Steps = [LoopPath.Of("epoch", "step")];

    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Replayed_epoch_fills_what_a_full_run_logs_at_every_position(int epoch)
    {
        var run = _store.Record(new Training().Run);
        var (summary, exitCode) = _store.Replay(run, new Training { Probes = true }.Run, Names, [Range(epoch, epoch)]);

        AssertVerified(summary);
        Assert.Equal(0, exitCode);
        AssertFilled(run, Truth(new Training { Probes = true }), key => IsIn(key, epoch, epoch) || !key.StartsWith("epoch", StringComparison.Ordinal), afterLoop: false);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void Skipped_nested_loop_leaves_the_state_that_it_left_in_the_record(int epoch)
    {
        var run = _store.Record(new Training().Run);
        var program = new Training { Probes = true };
        var (summary, _) = _store.Replay(run, program.Run, Names, [Range(epoch, epoch)], Steps);

        AssertVerified(summary);
        Assert.Equal(0, program.LoaderEnumerations);
        AssertFilled(
            run, Truth(new Training { Probes = true }),
            key => (IsIn(key, epoch, epoch) && !key.Contains("step", StringComparison.Ordinal)) || !key.StartsWith("epoch", StringComparison.Ordinal), afterLoop: false);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("every 4")]
    [InlineData("adaptive")]
    public void Replayed_epoch_is_right_however_few_checkpoints_there_are(string policy)
    {
        _store.Policy = CheckpointPolicy.Parse(policy);
        var run = _store.Record(new Training().Run);
        var (summary, exitCode) = _store.Replay(run, new Training { Probes = true }.Run, Names, [Range(4, 4)], Steps);

        AssertVerified(summary);
        Assert.Equal(0, exitCode);
        var truth = Truth(new Training { Probes = true });
        var filled = _store.Cells(run, overlays: true);
        Assert.Equal(truth.Keys.Where(key => IsIn(key, 4, 4) && !key.Contains("step", StringComparison.Ordinal)), filled.Keys.Where(key => IsIn(key, 4, 4) && !key.Contains("step", StringComparison.Ordinal)));
        Assert.All(filled, cell => Assert.Equal(truth[cell.Key], cell.Value));
    }

    [Fact]
    public void Several_ranges_are_filled_in_one_part()
    {
        var run = _store.Record(new Training().Run);
        var (summary, _) = _store.Replay(
            run, new Training { Probes = true }.Run, Names, [new LoopSegment("epoch", [new IterationRange(1, 1), new IterationRange(3, 4)])]);

        AssertVerified(summary);
        AssertFilled(
            run, Truth(new Training { Probes = true }),
            key => IsIn(key, 1, 1) || IsIn(key, 3, 4) || !key.StartsWith("epoch", StringComparison.Ordinal), afterLoop: false);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Statement_after_the_outermost_loop_sees_the_state_that_the_loop_left(int lastEpoch)
    {
        var run = _store.Record(new Training { LastEpoch = lastEpoch }.Run);
        var (summary, exitCode) = _store.Replay(run, new Training { Probes = true, LastEpoch = lastEpoch }.Run, Names, [], Steps, runsToEnd: true);

        AssertVerified(summary);
        Assert.Null(exitCode);
        AssertFilled(
            run, Truth(new Training { Probes = true, LastEpoch = lastEpoch }), key => !key.StartsWith("epoch", StringComparison.Ordinal), afterLoop: true);
    }

    [Fact]
    public void Epoch_that_is_left_by_break_ends_the_loop_in_the_replay_too()
    {
        var run = _store.Record(new Training { LastEpoch = 3 }.Run);
        var (summary, exitCode) = _store.Replay(run, new Training { Probes = true, LastEpoch = 3 }.Run, Names, [Range(2, 3)]);

        AssertVerified(summary);
        Assert.Equal(0, exitCode);
        AssertFilled(
            run, Truth(new Training { Probes = true, LastEpoch = 3 }),
            key => IsIn(key, 2, 3) || !key.StartsWith("epoch", StringComparison.Ordinal), afterLoop: false);
    }

    [Fact]
    public void Statement_before_the_loops_needs_no_iteration()
    {
        var run = _store.Record(new Training().Run);
        var program = new Training { Probes = true };
        var (summary, exitCode) = _store.Replay(run, program.Run, Names, []);

        AssertVerified(summary);
        Assert.Equal(0, exitCode);
        Assert.Equal(0, program.LoaderEnumerations);
        Assert.Equal(["mode", "probe", "rng"], _store.Cells(run, overlays: true).Keys);
    }

    [Fact]
    public void Later_value_of_a_name_keeps_its_place_behind_one_that_an_earlier_replay_filled()
    {
        var run = _store.Record(flor => { foreach (int i in flor.Loop("epoch", 2)) { } });
        void Patched(Flor flor)
        {
            flor.Log("x", "first");
            foreach (int i in flor.Loop("epoch", 2)) { }
            flor.Log("x", "second");
        }

        Assert.Equal(1, _store.Replay(run, Patched, ["x"], []).Summary.CellsFilled);
        Assert.Equal(["x"], _store.Cells(run, overlays: true).Keys);
        Assert.Equal(2, _store.Replay(run, Patched, ["x"], [], runsToEnd: true).Summary.CellsFilled);

        Assert.Equal([("x", CellValue.Of("first")), ("x#1", CellValue.Of("second"))], _store.Cells(run, overlays: true).Select(cell => (cell.Key, cell.Value)));
    }

    [Fact]
    public void Cell_that_a_verified_replay_filled_is_not_filled_again()
    {
        var run = _store.Record(new Training().Run);
        var program = new Training { Probes = true };
        _store.Replay(run, program.Run, Names, [Range(1, 1)]);
        var (summary, _) = _store.Replay(run, program.Run, Names, [Range(1, 1)]);

        AssertVerified(summary);
        Assert.Equal(0, summary.CellsFilled);
    }

    [Fact]
    public void Program_that_has_changed_its_ways_is_not_verified()
    {
        var run = _store.Record(new Training().Run);
        var changed = new Training { Probes = true, OnStep = (_, step) => { if (step == 2) TorchSharp.torch.rand(1).Dispose(); } };
        var (summary, _) = _store.Replay(run, changed.Run, Names, [Range(2, 2)]);

        Assert.False(summary.Verified);
        Assert.Equal(RunState.Completed, summary.State);
        Assert.True(summary.CellsDiverged > 0);
        Assert.Contains("\"loss\" in epoch 2, step 2", summary.Message, StringComparison.Ordinal);
    }

    private static LoopSegment Range(long first, long last) => new("epoch", [new IterationRange(first, last)]);

    private static bool IsIn(string key, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Any(epoch => key.StartsWith($"epoch={epoch} ", StringComparison.Ordinal));

    private static void AssertVerified(ReplaySummary summary)
    {
        Assert.Null(summary.Message);
        Assert.Equal(0, summary.CellsDiverged);
        Assert.True(summary.CellsCompared > 0);
        Assert.True(summary.Verified);
    }

    private static SortedDictionary<string, CellValue> Truth(Training program)
    {
        using var other = new TrainingStore();
        var cells = other.Cells(other.Record(program.Run));
        return new SortedDictionary<string, CellValue>(
            cells.Where(cell => Names.Contains(cell.Key.Split(' ')[^1].Split('#')[0])).ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>The overlay holds exactly the truth's cells that are wanted. Outside of loops a name is logged twice: before and after them.</summary>
    private void AssertFilled(RunKey run, SortedDictionary<string, CellValue> truth, Func<string, bool> isWanted, bool afterLoop)
    {
        var wanted = truth.Where(cell => isWanted(cell.Key) && (afterLoop || cell.Key.StartsWith("epoch", StringComparison.Ordinal) || !cell.Key.Contains('#', StringComparison.Ordinal)));
        Assert.Equal(wanted, _store.Cells(run, overlays: true));
    }
}
