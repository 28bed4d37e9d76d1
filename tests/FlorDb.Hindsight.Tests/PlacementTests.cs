using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Planning;
using FlorDb.Storage;
using FlorDb.Torch;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Hindsight.Tests;

/// <summary>
/// Each place of a statement with each thing that makes replaying hard, from the record to the filled cells: the statement is put into the old source, the replay is planned, and its
/// segments are executed. Every cell is what training the patched source from scratch logs, and nothing is executed that was not planned.
/// </summary>
public sealed class PlacementTests : IDisposable
{
    /// <summary>The epochs whose cells are asked for.</summary>
    private static readonly long[] Wanted = [2, 3];

    private readonly TrainingStore _store = new();

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string place in TrainingText.Places.Keys)
        {
            foreach (string feature in TrainingText.Features.Keys) cases.Add(place, feature, "every iteration");
            cases.Add(place, "dropout", "every 3");
            cases.Add(place, "shuffling", "off");
            cases.Add(place, "a schedule", "resumed");
        }

        return cases;
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Replayed_cells_are_those_of_a_training_from_scratch(string place, string feature, string record)
    {
        var (training, name) = (PatchedTraining.Of(feature), TrainingText.NameAt(place));
        var (run, truth) = (Record(training.Recorded, record), training.Truth(name));
        Executions.Take();
        foreach (var segment in Plan(training, run, MissingOf(place, truth, run)))
        {
            var (summary, _) = _store.Replay(run, training.Patched, [name], [.. segment.Loops], [.. segment.SkippedLoops], segment.RunsToEnd);
            Assert.Null(summary.Message);
            Assert.True(summary.Verified);
            AssertExecuted(segment, Executions.Take());
        }

        var filled = _store.Cells(run, overlays: true);
        Assert.All(filled, cell => Assert.Equal(truth[cell.Key], cell.Value));
        Assert.Equal(truth.Keys.Where(key => IsWanted(place, key)), filled.Keys.Where(key => IsWanted(place, key)));
    }

    /// <summary>Where each iteration has its checkpoint, no other epoch is executed than those that are asked for, and steps only where they are.</summary>
    [Theory]
    [InlineData("before the loops", "")]
    [InlineData("before the nested loop", "epoch 2, epoch 3")]
    [InlineData("after the nested loop", "epoch 2, epoch 3")]
    [InlineData("after the loops", "")]
    public void Only_what_is_asked_for_is_executed(string place, string executed)
    {
        var (training, name) = (PatchedTraining.Of("dropout"), TrainingText.NameAt(place));
        var run = Record(training.Recorded, "every iteration");
        var missing = MissingOf(place, training.Truth(name), run);
        Executions.Take();
        var segment = Assert.Single(Plan(training, run, missing));
        _store.Replay(run, training.Patched, [name], [.. segment.Loops], [.. segment.SkippedLoops], segment.RunsToEnd);
        Assert.Equal(executed, string.Join(", ", Executions.Take()));
    }

    private RunKey Record(Action<Flor> training, string record)
    {
        if (record != "resumed")
        {
            _store.Policy = CheckpointPolicy.Parse(record);
            return _store.Record(training);
        }

        Executions.FailAt = "epoch 4";
        try
        {
            var run = default(RunKey);
            Assert.Throws<InvalidOperationException>(() => run = _store.Record(training));
            run = _store.Read(snapshot => snapshot.Runs.Single().Key);
            Executions.FailAt = null;
            return _store.Resume(run, training);
        }
        finally
        {
            Executions.FailAt = null;
        }
    }

    private ImmutableArray<SegmentPlan> Plan(PatchedTraining training, RunKey run, MissingCells missing) => _store.Read(snapshot =>
    {
        var record = new RunRecord(snapshot, snapshot.Runs.Single(info => info.Key == run));
        var wanted = new WantedCells(training.Layout, record, [missing]);
        Assert.Empty(wanted.Unfillable);
        return new RunPlanner(training.Layout, record, wanted, new CostModel(snapshot)).Segments(1);
    });

    /// <summary>The iterations that a query would find the cell missing in.</summary>
    private static MissingCells MissingOf(string place, SortedDictionary<string, CellValue> truth, RunKey run)
    {
        var loops = TrainingText.Places[place];
        ImmutableArray<ImmutableArray<long>> iterations = loops.Length switch
        {
            0 => [[]],
            1 => [.. Wanted.Select(epoch => ImmutableArray.Create(epoch))],
            _ => [.. truth.Keys.Where(key => IsWanted(place, key)).Select(Indices)],
        };
        return new MissingCells(run, TrainingText.NameAt(place), loops.Length == 0 ? LoopPath.Root : LoopPath.Of(loops), iterations);
    }

    private static bool IsWanted(string place, string key) => TrainingText.Places[place].Length == 0 || Wanted.Contains(Indices(key)[0]);

    /// <summary>The indices in a key like <c>epoch=2 step=1 probe</c>.</summary>
    private static ImmutableArray<long> Indices(string key) =>
        [.. key.Split(' ').Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => long.Parse(part.Split('=')[1], CultureInfo.InvariantCulture))];

    private static void AssertExecuted(SegmentPlan segment, string[] executed)
    {
        var planned = segment.Loops.SelectMany(loop => loop.Ranges).SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1))).ToList();
        Assert.Equal(planned.Select(epoch => $"epoch {epoch}"), executed.Where(place => place.StartsWith("epoch", StringComparison.Ordinal)));
        if (segment.SkippedLoops.Contains(LoopPath.Of("epoch", "step")) && executed.Length > 0)
            Assert.True(executed.Count(place => place.StartsWith("step", StringComparison.Ordinal)) < 4 * planned.Count || planned.Count == 0, string.Join(", ", executed));
    }
}
