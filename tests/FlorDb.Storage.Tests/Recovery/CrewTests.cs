using System.Globalization;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

public class CrewTests
{
    private const int Writers = 50;
    private const int WritersEach = 5;

    [Fact]
    public void Fifty_writers_and_a_reader_meet_no_error_while_others_compact_collect_and_delete()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store);
        var plan = new CrewPlan(Runs: TestScale.Of(2, 2, 6), Steps: TestScale.Of(20, 20, 100));
        var ledger = new CrewLedger();
        var crew = new List<CrewProcess>();
        using var reader = new CrewReader(store, ledger, plan);
        try
        {
            foreach (string chore in new[] { "compact", "compact", "collect", "collect", "delete" }) crew.Add(new CrewProcess(ledger, chore, folder.Store));
            var writers = Enumerable.Range(0, Writers / WritersEach).Select(number => StartRecording(ledger, folder.Store, number * WritersEach, plan)).ToList();
            crew.AddRange(writers);
            while (writers.Any(writer => writer.IsRunning)) reader.Read();
            writers.ForEach(writer => writer.End());
            reader.Read();
            foreach (var keeper in crew.Except(writers)) keeper.End();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message} The processes said: {string.Join('\n', crew.Select(process => process.Kill()))}", failure);
        }
        finally
        {
            crew.ForEach(process => process.Dispose());
        }

        reader.Read();
        reader.Dispose();
        CheckEnd(store, ledger, plan);
        TestScale.Report(
            $"Writers: {Writers} in {Writers / WritersEach} processes recorded {Writers * plan.Runs * plan.Steps} rows; {reader.Snapshots} snapshots were right, "
            + $"with {ledger.Merges} merges, {ledger.Freed} packs freed and {ledger.Mark().Values.Count(run => run.IsDeleted)} runs deleted meanwhile.");
    }

    private static CrewProcess StartRecording(CrewLedger ledger, string store, int first, CrewPlan plan) =>
        new(ledger, ["record", store, .. new[] { first, WritersEach, plan.Runs, plan.Steps }.Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>Nothing is left of what was deleted, neither in sight nor on the disk, and everything else is there.</summary>
    private static void CheckEnd(FlorStore store, CrewLedger ledger, CrewPlan plan)
    {
        var runs = ledger.Mark();
        Assert.Equal(Writers * plan.Runs, runs.Count);
        Assert.All(runs, run => Assert.Equal((true, CrewPlan.IsDoomed(run.Key)), (run.Value.IsFinished, run.Value.IsDeleted)));
        Assert.True(ledger.Merges > 0);
        Assert.Empty(store.Compact().Problems);
        store.CollectGarbage(new CollectionOptions { MinimumDeadShare = 0 });
        using (var snapshot = store.TakeSnapshot())
            Assert.Equal(runs.Keys.Where(label => !CrewPlan.IsDoomed(label)).Order(), snapshot.Runs.Select(run => run.Header.RunId).Order());
        var usage = store.MeasureUsage();
        Assert.Empty(usage.Problems);
        Assert.Equal((0, 0, 0), (usage.DeletedRowBytes, usage.UnusedPageBytes, usage.CollectableBytes));
        Assert.Empty(FlorStore.Verify(store.Folder).Findings);
    }
}
