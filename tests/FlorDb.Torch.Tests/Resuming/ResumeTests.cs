using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Resuming;

[Collection(SharedTorch.Name)]
public sealed class ResumeTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("every iteration", -1, 2)]
    [InlineData("every 3", -1, 3)]
    [InlineData("every iteration", 4, 1)]
    public void Training_that_died_ends_as_if_nothing_had_happened(string policy, int lastEpoch, int executed)
    {
        _store.Policy = CheckpointPolicy.Parse(policy);
        string[] truth = Uninterrupted(new Training { LastEpoch = lastEpoch }.Run);
        var died = DieIn(new Training { LastEpoch = lastEpoch, OnStep = (epoch, step) => DieAt(epoch == 4 && step == 2) }.Run);
        var training = new Training { LastEpoch = lastEpoch };
        var run = _store.Resume(died, training.Run);
        Assert.Equal(truth, Describe(run));
        Assert.Equal(executed, training.LoaderEnumerations);
        Assert.Equal([run], _store.Read(snapshot => snapshot.Runs.Select(info => info.Key)));
    }

    [Fact]
    public void Checkpoints_of_a_resumed_training_stand_where_they_would_have_stood()
    {
        _store.Policy = CheckpointPolicy.Every(2);
        var whole = Positions(_store.Record(new Training().Run));
        var died = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 4 && step == 2) }.Run);
        Assert.Equal(whole, Positions(_store.Resume(died, new Training().Run)));
    }

    [Fact]
    public void Training_that_dies_again_and_again_comes_to_its_end()
    {
        string[] truth = Uninterrupted(new Training().Run);
        var run = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 1 && step == 5) }.Run);
        for (int epoch = 2; epoch < 6; epoch++) run = DieIn(program => _store.Resume(run, program), new Training { OnStep = DieInStep(4) }.Run);
        run = _store.Resume(run, new Training().Run);
        Assert.Equal(truth, Describe(run));
        Assert.Equal(5, _store.Read(snapshot => snapshot.SupersededRuns.Length));
    }

    [Fact]
    public void Resumed_run_is_replayed_like_any_other()
    {
        var died = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 3 && step == 1) }.Run);
        var run = _store.Resume(died, new Training().Run);
        var whole = _store.Record(new Training { Probes = true }.Run);
        var (summary, exitCode) = _store.Replay(run, new Training { Probes = true }.Run, ["probe", "rng", "mode"], [new LoopSegment("epoch", [new IterationRange(2, 3)])]);
        Assert.Equal(0, exitCode);
        Assert.True(summary.Verified, summary.Message);
        var truth = _store.Cells(whole);
        Assert.All(_store.Cells(run, overlays: true), cell => Assert.Equal(truth[cell.Key], cell.Value));
    }

    [Fact]
    public void Death_before_the_checkpoint_is_reached_leaves_the_run_as_it_was()
    {
        var died = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 2 && step == 1) }.Run);
        string[] before = Describe(died);
        Assert.Throws<InvalidOperationException>(() => _store.Resume(died, flor =>
        {
            flor.Log("start", 1);
            throw new InvalidOperationException("died while it caught up");
        }));
        Assert.Equal(before, Describe(died));
        string[] truth = Uninterrupted(new Training().Run);
        Assert.Equal(truth, Describe(_store.Resume(died, new Training().Run)));
    }

    [Fact]
    public void Program_that_ends_or_goes_elsewhere_before_the_checkpoint_resumes_nothing_and_says_so()
    {
        var died = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 2 && step == 1) }.Run);
        string[] before = Describe(died);
        _store.Resume(died, flor => flor.Log("start", 1));
        var failure = Assert.Throws<FlorException>(() => _store.Resume(died, flor => Assert.Empty(flor.Loop("warmup", 3))));
        Assert.StartsWith("The program enters the loop \"warmup\" before it comes to iteration 2 of the loop \"epoch\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Describe(died));
    }

    [Fact]
    public void Arguments_are_those_of_the_record_and_others_are_refused()
    {
        var died = DieIn(new Training { OnStep = (epoch, step) => DieAt(epoch == 2 && step == 1) }.Run, "--kwargs", "lr=0.01");
        var failure = Assert.Throws<FlorException>(() => _store.Resume(died, new Training().Run, "--kwargs", "lr=0.02"));
        Assert.StartsWith("--kwargs lr=0.02: the run was recorded with lr=0.01, and keeps its arguments.", failure.Message, StringComparison.Ordinal);
        var run = _store.Resume(died, new Training().Run, "--kwargs", "lr=1e-2");
        Assert.Equal(CellValue.Of(0.01), _store.Cells(run)["lr"]);
    }

    [Fact]
    public void Values_logged_outside_of_loops_are_recalled_up_to_the_checkpoint_and_new_behind_it()
    {
        static Action<Flor> Program(int version, int dieAt) => flor =>
        {
            flor.Log("between", version);
            foreach (int index in flor.Loop("first", 2)) flor.Log("value", index);
            flor.Log("between", version);
            foreach (int index in flor.Loop("second", 3))
            {
                flor.Log("value", index);
                DieAt(index == dieAt);
            }

            flor.Log("between", version);
        };
        var died = DieIn(Program(1, 1));
        var run = _store.Resume(died, Program(2, -1));
        var cells = _store.Cells(run);
        Assert.Equal([1L, 1L, 2L], new[] { "between", "between#1", "between#2" }.Select(key => cells[key].AsInt64()));
        Assert.Equal(5, cells.Keys.Count(key => key.EndsWith("value", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sequence_that_can_not_be_begun_again_as_it_was_is_refused()
    {
        static IEnumerable<int> Generated()
        {
            for (int i = 0; i < 4; i++) yield return i;
        }

        static Action<Flor> Program(int dieAt) => flor =>
        {
            foreach (int index in flor.Loop("epoch", Generated())) DieAt(index == dieAt);
        };
        var died = DieIn(Program(2));
        using (var store = FlorStore.Open(_store.Folder)) store.Apply(store.PlanRetention(new RetentionPolicy { KeepLast = 1 }));
        var failure = Assert.Throws<FlorException>(() => _store.Resume(died, Program(-1)));
        Assert.StartsWith("The loop \"epoch\" can't go on at iteration 2: its sequence is generated while it runs", failure.Message, StringComparison.Ordinal);
    }

    private static void DieAt(bool now)
    {
        if (now) throw new InvalidOperationException("died");
    }

    private static Action<long, long> DieInStep(int steps) => (epoch, step) => DieAt(epoch * 6 + step == 6 + steps);

    private RunKey DieIn(Action<Flor> program, params string[] arguments) => DieIn(started => _store.Record(started, arguments), program);

    private RunKey DieIn(Func<Action<Flor>, RunKey> start, Action<Flor> program)
    {
        Assert.Throws<InvalidOperationException>(() => start(program));
        return _store.Read(snapshot => snapshot.Runs.Last(run => run.State == RunState.Failed).Key);
    }

    private string[] Describe(RunKey run) => _store.Read(snapshot => RunCells.Describe(snapshot, run));

    private CheckpointPosition[] Positions(RunKey run) =>
        _store.Read(snapshot => snapshot.Checkpoints.Where(checkpoint => checkpoint.Run == run).Select(checkpoint => checkpoint.Position).ToArray());

    private static string[] Uninterrupted(Action<Flor> program)
    {
        using var store = new TrainingStore();
        var run = store.Record(program);
        return store.Read(snapshot => RunCells.Describe(snapshot, run));
    }
}
