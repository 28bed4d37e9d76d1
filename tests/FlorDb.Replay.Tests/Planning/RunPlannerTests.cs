using System.Collections.Immutable;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Planning;
using FlorDb.Replay.Tests.Propagation;
using FlorDb.Replay.Tests.Support;
using FlorDb.Storage;

namespace FlorDb.Replay.Tests.Planning;

public class RunPlannerTests
{
    private static readonly Training Plain = new();
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private static readonly LoopPath Step = LoopPath.Of("epoch", "step");

    private static string Describe(SegmentPlan segment) => $"{segment.Start}: {segment.Work}{(segment.RunsToEnd ? " |" : "")}";

    /// <summary>The segments for a name that is missing at some iterations, in words.</summary>
    private static string[] Plan(Training training, RecordedRun recorded, string name, LoopPath path, IEnumerable<long[]> iterations, int parts = 1)
    {
        using var folder = new TemporaryFolder();
        var (snapshot, run) = recorded.Record(folder.Path);
        using (snapshot)
        {
            var layout = new ProgramLayout(PropagationCase.Parse(training.ToString()));
            var record = new RunRecord(snapshot, run);
            var missing = new MissingCells(run.Key, name, path, [.. iterations.Select(indices => indices.ToImmutableArray())]);
            var wanted = new WantedCells(layout, record, [missing]);
            return wanted.Count == 0 ? [.. wanted.Unfillable.Select(item => item.Reason)] : [.. new RunPlanner(layout, record, wanted, new CostModel(snapshot)).Segments(parts).Select(Describe)];
        }
    }

    private static IEnumerable<long[]> Epochs(params long[] epochs) => epochs.Select(epoch => new[] { epoch });

    [Fact]
    public void Epoch_level_statement_starts_at_the_checkpoint_before_and_skips_the_steps() =>
        Assert.Equal(["checkpoint after epoch 2: epoch 3..4, without step"], Plan(Plain, new(), "accuracy", Epoch, Epochs(3, 4)));

    [Fact]
    public void Step_level_statement_executes_the_steps() =>
        Assert.Equal(["checkpoint after epoch 1: epoch 2"], Plan(Plain, new(), "loss", Step, [[2, 0], [2, 1], [2, 2]]));

    [Fact]
    public void Iterations_that_lie_apart_are_restored_apart() =>
        Assert.Equal(["start of the program: epoch 0, 3..4, without step"], Plan(Plain, new(), "accuracy", Epoch, Epochs(0, 3, 4)));

    [Fact]
    public void Where_a_checkpoint_is_missing_an_earlier_one_is_the_start() => Assert.Equal(
        ["checkpoint after epoch 0: epoch 1..3, without step"],
        Plan(Plain, new() { Checkpoints = new HashSet<long> { 0, 4 } }, "accuracy", Epoch, Epochs(3)));

    [Fact]
    public void Without_checkpoints_it_starts_at_the_beginning_and_executes_everything() => Assert.Equal(
        ["start of the program: epoch 0..3"],
        Plan(Plain, new() { Checkpoints = new HashSet<long>(), StepCheckpoints = false }, "accuracy", Epoch, Epochs(3)));

    [Fact]
    public void Nested_loop_that_leaks_is_executed()
    {
        var training = Plain with { BeforeSteps = "var total = 0.0;", Step = Plain.Step + "\ntotal += loss.item();", AfterSteps = "flor.Log(\"total\", total);" };
        Assert.Equal(["checkpoint after epoch 3: epoch 4"], Plan(training, new(), "total", Epoch, Epochs(4)));
    }

    [Fact]
    public void Loop_that_carries_unregistered_state_is_executed_from_its_start()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar best = 0.0;", AfterSteps = "best = Math.Max(best, Evaluate(net, test));\nflor.Log(\"best\", best);" };
        Assert.Equal(
            ["start of the program: epoch 0..4, without step (from the start, because 'best' is carried along and not registered)"],
            Plan(training, new(), "best", Epoch, Epochs(3, 4), parts: 4));
    }

    [Fact]
    public void Statement_before_the_loops_needs_none_of_them() => Assert.Equal(
        ["start of the program: what precedes the loops"],
        Plan(Plain with { Setup = Plain.Setup + "\nflor.Log(\"size\", 1);" }, new(), "size", LoopPath.Root, [[]]));

    [Fact]
    public void Statement_after_the_loops_needs_their_last_state_only() => Assert.Equal(
        ["checkpoint after epoch: what follows the loops |"],
        Plan(Plain with { AfterEpochs = "flor.Log(\"final\", Evaluate(net, test));" }, new(), "final", LoopPath.Root, [[]]));

    [Fact]
    public void Statement_after_the_loops_executes_what_no_checkpoint_holds()
    {
        var training = Plain with { Setup = Plain.Setup + "\nvar sum = 0.0;", AfterSteps = "sum += Evaluate(net, test);", AfterEpochs = "flor.Log(\"sum\", sum);" };
        Assert.Equal(
            ["start of the program: epoch 0..4, what follows, without step (from the start, because 'sum' is carried along and not registered) |"],
            Plan(training, new(), "sum", LoopPath.Root, [[]]));
    }

    [Fact]
    public void Iteration_that_was_cut_off_is_not_promised() => Assert.Equal(
        ["checkpoint after epoch 2: epoch 3, without step"],
        Plan(Plain, new() { IsCutOff = true }, "accuracy", Epoch, Epochs(3, 4)));

    [Fact]
    public void Statement_at_the_start_of_a_cut_off_iteration_is_filled() => Assert.Equal(
        ["checkpoint after epoch 3: epoch 4, without step"],
        Plan(Plain with { BeforeSteps = "flor.Log(\"norm\", 1);" }, new() { IsCutOff = true }, "norm", Epoch, Epochs(4)));

    [Fact]
    public void Statement_behind_the_cut_is_refused() => Assert.Equal(
        ["the run was cut off before 'final' would have been logged"],
        Plan(Plain with { AfterEpochs = "flor.Log(\"final\", 1);" }, new() { IsCutOff = true }, "final", LoopPath.Root, [[]]));

    [Fact]
    public void Name_at_another_grain_is_refused() => Assert.Equal(
        ["'accuracy' is logged in loop 'epoch' in this version, not in loop 'epoch/step'"],
        Plan(Plain, new(), "accuracy", Step, [[0, 0]]));

    [Fact]
    public void Work_is_cut_into_as_many_parts_as_asked_for()
    {
        var segments = Plan(Plain, new() { Epochs = 8 }, "accuracy", Epoch, Epochs(0, 1, 2, 3, 4, 5, 6, 7), parts: 2);
        Assert.Equal(2, segments.Length);
        Assert.StartsWith("start of the program: epoch 0..", segments[0], StringComparison.Ordinal);
    }
}
