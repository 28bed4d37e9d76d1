using FlorDb.Storage;
using FlorDb.Torch.Distributed;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Distributed;

public sealed class CheckpointAgreementTests : IDisposable
{
    private static readonly LoopPath Epoch = LoopPath.Of("epoch");
    private readonly ScratchFolder _folder = new();
    private readonly CheckpointJournal _journal;

    public CheckpointAgreementTests() => _journal = new CheckpointJournal(Path);

    private string Path => _folder.File("checkpoints");

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Others_do_as_rank_0_does_whatever_their_policy_wants()
    {
        using var lead = new LeadAgreement(_journal);
        using var follower = Follower(CheckpointPolicy.Adaptive);
        for (int epoch = 0; epoch < 4; epoch++) lead.BeginIteration(End(epoch), () => epoch % 2 == 0);
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(epoch => follower.Agree(End(epoch), () => epoch % 2 == 1)));
        Assert.True(lead.Agree(After(4), () => true));
        Assert.True(follower.Agree(After(4), () => false));
        Assert.Equal("as rank 0", follower.Explain(new CheckpointReason { Policy = "adaptive" }).Policy);
    }

    [Fact]
    public void State_after_a_nested_loop_is_decided_about_with_its_iteration()
    {
        using var lead = new LeadAgreement(_journal);
        using var follower = Follower(CheckpointPolicy.Adaptive);
        lead.BeginIteration(End(3), () => true);
        var nested = new CheckpointPosition(Epoch.Append("step"), [3], CheckpointMoment.AfterLoop, 10);
        Assert.Equal([true, true], [follower.Agree(nested, () => false), follower.Agree(End(3), () => false)]);
    }

    [Fact]
    public void Decision_that_does_not_come_is_no_decision()
    {
        using var follower = Follower(CheckpointPolicy.Every(TimeSpan.FromSeconds(1)));
        Assert.True(follower.Agree(new CheckpointPosition(Epoch, [], CheckpointMoment.BeforeLoop, 0), () => true));
        Assert.Null(follower.Agree(End(0), () => true));
        _journal.Tell(CheckpointJournal.Take, "epoch[1]");
        Assert.True(follower.Agree(End(1), () => false));
    }

    [Fact]
    public void Policy_that_decides_alike_asks_nobody()
    {
        using var follower = Follower(CheckpointPolicy.Every(2));
        Assert.Equal([true, false], [follower.Agree(End(0), () => true), follower.Agree(End(1), () => false)]);
        Assert.Equal("every 2", follower.Explain(new CheckpointReason { Policy = "every 2" }).Policy);
    }

    [Fact]
    public void Line_counts_once_its_end_is_there()
    {
        File.WriteAllText(Path, "take epoch[0]\npass epo");
        var reader = new JournalReader(Path);
        Assert.Equal([("take", "epoch[0]")], reader.ReadOn());
        Assert.Empty(reader.ReadOn());
        File.AppendAllText(Path, "ch[1]\nwrote a b\n");
        Assert.Equal([("pass", "epoch[1]"), ("wrote", "a b")], reader.ReadOn());
        Assert.Empty(new JournalReader(_folder.File("none")).ReadOn());
    }

    [Fact]
    public async Task Writing_waits_for_that_of_rank_0()
    {
        using var lead = new LeadAgreement(_journal);
        using var follower = Follower(CheckpointPolicy.EveryIteration);
        lead.BeginIteration(End(0), () => true);
        var writing = Task.Run(() => follower.BeforeWriting(End(0)));
        lead.OnSettled(End(1), isWritten: true);
        Assert.False(writing.IsCompleted);
        lead.OnSettled(End(0), isWritten: false);
        await writing;
    }

    [Fact]
    public void Writing_does_not_wait_for_a_rank_0_that_is_gone()
    {
        using var lead = new LeadAgreement(_journal);
        using var follower = new FollowerAgreement(CheckpointPolicy.EveryIteration, Path, () => true);
        lead.BeginIteration(End(0), () => true);
        follower.BeforeWriting(End(0));
    }

    private FollowerAgreement Follower(CheckpointPolicy policy) => new(policy, Path, () => false);

    private static CheckpointPosition End(int epoch) => new(Epoch, [epoch], CheckpointMoment.IterationEnd, epoch + 1);

    private static CheckpointPosition After(int epochs) => new(Epoch, [], CheckpointMoment.AfterLoop, epochs);
}
