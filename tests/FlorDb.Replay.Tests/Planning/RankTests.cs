using System.Diagnostics;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Tests.Support;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Tests.Planning;

public sealed class RankTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_of_several_processes_is_refused_once_with_the_reason()
    {
        using (var git = Process.Start("git", ["init", "-q", _folder.Path])) git.WaitForExit();
        using var store = FlorStore.OpenOrCreate(_folder[".flor"]);
        var lead = Record(store, header => header.AsLead(2, "launch"));
        var follower = Record(store, header => header.AsFollower(lead, 1));
        using var code = CodeRepository.Discover(_folder.Path)!;
        using var snapshot = store.TakeSnapshot();
        var missing = new[] { lead, follower }.Select(header => new MissingCells(header.Key, "loss", LoopPath.Root, [[]]));
        var plan = new HindsightReplayer(store, code).Plan(snapshot, new ReplayRequest([.. missing], new WorkerPool(WorkerKind.Cpu, 1)), CancellationToken.None);
        Assert.Empty(plan.Replays);
        Assert.Contains("2 processes trained it together", Assert.Single(plan.Refusals).Reason, StringComparison.Ordinal);
    }

    private static RunHeader Record(FlorStore store, Func<RunHeader, RunHeader> place)
    {
        var now = DateTimeOffset.UtcNow;
        var header = place(new RunHeader { Key = RunKey.Create(now), ProjectId = "p", RunId = "r", Timestamp = now, VersionId = new string('0', 40), FileName = "Program.cs" });
        using var writer = store.BeginRun(header);
        writer.Finish(RunState.Completed);
        return header;
    }
}
