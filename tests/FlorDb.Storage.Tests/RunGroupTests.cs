using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

public sealed class RunGroupTests : IDisposable
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private readonly FlorStore _store = FlorStore.OpenOrCreate("/project/.flor", new StoreOptions(), new SimulatedDisk());

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ranks_stay_one_run_while_they_are_resumed_one_after_the_other(bool isLeadFirst)
    {
        var alone = Record(Sample.Header("alone"));
        var lead = Record(Sample.Header("together").AsLead(2, "launch"));
        var follower = Record(Sample.Header("other").AsFollower(lead, 1));
        Assert.Equal([[alone.Key], [lead.Key, follower.Key]], Groups());

        var (newLead, takeLead) = BeginAgain(lead, header => header.AsLead(2, "next"));
        var (newFollower, takeFollower) = BeginAgain(follower, header => header.AsFollower(newLead, 1));
        using (var snapshot = _store.TakeSnapshot()) Assert.Equal([newLead.Key, newFollower.Key], snapshot.PendingRuns.Select(run => run.Key).Order());
        Assert.Equal([[alone.Key], [lead.Key, follower.Key]], Groups());
        (isLeadFirst ? takeLead : takeFollower)();
        Assert.Equal([[alone.Key], isLeadFirst ? [newLead.Key, follower.Key] : [lead.Key, newFollower.Key]], Groups());
        (isLeadFirst ? takeFollower : takeLead)();
        Assert.Equal([[alone.Key], [newLead.Key, newFollower.Key]], Groups());
        using var after = _store.TakeSnapshot();
        Assert.Empty(after.PendingRuns);
        Assert.Equal(("IterationEnd 3 of epoch[2]", "together"), (after.RunGroups[1].Ranks[1].Header.ContinuesAt, after.RunGroups[1].Ranks[1].Header.RunId));
    }

    [Theory]
    [InlineData(RunState.Completed, RunState.Completed, RunState.Completed)]
    [InlineData(RunState.Completed, RunState.Interrupted, RunState.Interrupted)]
    [InlineData(RunState.Interrupted, RunState.Failed, RunState.Failed)]
    [InlineData(RunState.Failed, RunState.Running, RunState.Running)]
    public void Run_is_as_the_worst_of_its_ranks(RunState first, RunState second, RunState expected) =>
        Assert.Equal(expected, new RunGroup([new RunInfo(Sample.Header(), first, null, null), new RunInfo(Sample.Header(), second, null, null)]).State);

    [Fact]
    public void Same_checkpoints_of_all_ranks_are_kept()
    {
        var lead = Record(Sample.Header("together").AsLead(2, "launch"));
        var follower = Record(Sample.Header("together").AsFollower(lead, 1), goodEpoch: 1);
        var best = new BestCheckpoints("loss", 1, BestOrder.Smallest);
        _store.Apply(_store.PlanRetention(new RetentionPolicy { KeepBest = best }));
        using var snapshot = _store.TakeSnapshot();
        Assert.Equal([(lead.Key, 1L), (follower.Key, 1L)], snapshot.Checkpoints.Select(checkpoint => (checkpoint.Run, checkpoint.Position.Iterations)));
        using var open = _store.BeginRun(Sample.Header("together").AsFollower(lead, 1));
        Assert.True(_store.PlanRetention(new RetentionPolicy { RunAge = TimeSpan.Zero }).IsEmpty);
    }

    /// <summary>Records three epochs of a rank that is then interrupted; the loss is smallest in one of them.</summary>
    private RunHeader Record(RunHeader header, int goodEpoch = 0)
    {
        using var run = _store.BeginRun(header);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            run.Log(run.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null), "loss", CellValue.Of(epoch == goodEpoch ? 0.1 : 0.5));
            using var checkpoint = run.BeginCheckpoint(new CheckpointPosition(Epoch, [epoch], CheckpointMoment.IterationEnd, epoch + 1));
            checkpoint.Add("state", "bytes", [1, (byte)epoch]);
            checkpoint.Commit(DateTimeOffset.UtcNow, 0);
        }

        run.Finish(RunState.Interrupted);
        return header;
    }

    private (RunHeader Header, Action TakeOver) BeginAgain(RunHeader run, Func<RunHeader, RunHeader> place)
    {
        using var snapshot = _store.TakeSnapshot();
        var checkpoint = snapshot.Checkpoints.Last(known => known.Run == run.Key);
        var header = place(Sample.Header(run.RunId)).Continue(run, checkpoint, DateTimeOffset.UtcNow);
        var writer = _store.BeginRun(header);
        return (header, TakeOver);

        void TakeOver()
        {
            writer.TakeOver(new RunCut(checkpoint, [new PassedLoop("epoch", 3, 0)]));
            writer.Finish(RunState.Interrupted);
        }
    }

    private RunKey[][] Groups()
    {
        using var snapshot = _store.TakeSnapshot();
        return [.. snapshot.RunGroups.OrderBy(group => group.Lead.Header.RunId, StringComparer.Ordinal).Select(group => group.Ranks.Select(run => run.Key).ToArray())];
    }
}
