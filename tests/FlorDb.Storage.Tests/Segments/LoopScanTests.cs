using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Segments;

public class LoopScanTests
{
    private const string Folder = "/store";
    private static readonly LoopPath Step = LoopPath.Of("step");

    [Fact]
    public void Batches_are_left_out_by_the_range_of_their_numbers()
    {
        using var store = Record();
        using var snapshot = store.TakeSnapshot();
        var asked = new List<CellZone>();
        var scan = new LoopScan { Names = ["loss"], MayMatch = zones => Note(asked, zones.Find("loss")).Max >= 150_000 };

        var read = snapshot.Table(Step)!.Read(scan).ToList();

        Assert.Equal([65_536, 65_536, 65_536], asked.Select(zone => zone.Count));
        Assert.Equal([(0.0, 65_535.0), (65_536.0, 131_071.0)], asked.Take(2).Select(zone => (zone.Min!.Value, zone.Max!.Value)));
        Assert.Equal((65_536, 2 * 65_536), (Assert.Single(read).RowCount, read[0].Index(0, 0)));
    }

    [Fact]
    public void Files_without_the_wanted_names_are_left_out_when_only_cells_count()
    {
        using var store = Record();
        using var snapshot = store.TakeSnapshot();

        Assert.Empty(snapshot.Table(LoopPath.Root)!.Read(new LoopScan { Names = ["loss"], CellsOnly = true }));
        Assert.NotEmpty(snapshot.Table(LoopPath.Root)!.Read(new LoopScan { Names = ["loss"] }));
    }

    [Fact]
    public void Zones_tell_of_other_kinds_and_of_names_that_are_not_there()
    {
        using var store = Record();
        using var snapshot = store.TakeSnapshot();
        LoopZones? seen = null;
        var scan = new LoopScan { Names = [], MayMatch = zones => (seen ??= zones) == zones };
        Assert.Equal(65_536, snapshot.Table(Step)!.Read(scan).First().RowCount);

        Assert.Equal(new CellZone(0, null, null, HasOthers: false), seen!.Find("nothing"));
        Assert.Equal(new CellZone(1, null, null, HasOthers: true), seen.Find("note"));
        Assert.Equal((0, 65_535), seen.Index(0));
        Assert.Null(seen.Index(1));
    }

    private static CellZone Note(List<CellZone> asked, CellZone zone)
    {
        asked.Add(zone);
        return zone;
    }

    /// <summary>A run of 196,608 steps, whose loss is the step.</summary>
    private static FlorStore Record()
    {
        var disk = new SimulatedDisk();
        var store = FlorStore.OpenOrCreate(Folder, new StoreOptions { CommitInterval = TimeSpan.FromHours(1) }, disk);
        using var run = store.BeginRun(Sample.Header());
        for (int i = 0; i < 3 * 65_536; i++)
        {
            var step = run.EnterIteration(ContextId.Root, "step", i, CellValue.Null);
            run.Log(step, "loss", CellValue.Of((double)i));
            if (i == 7) run.Log(step, "note", CellValue.Of("seven"));
        }

        run.Finish(RunState.Completed);
        return store;
    }
}
