using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Recovery;

public class CrashTests
{
    [Fact]
    public void Process_killed_anywhere_loses_nothing_that_was_logged()
    {
        var disk = new SimulatedDisk();
        var workload = new CrashWorkload(disk);
        var states = new List<(SimulatedDisk Left, int Cells, int Checkpoints)>();
        void Keep()
        {
            // The ledger first: what is logged while the disk is copied may be on the copy or not.
            var (cells, checkpoints) = (workload.Logged, workload.Checkpoints);
            var left = disk.AfterKill();
            lock (states) states.Add((left, cells, checkpoints));
        }

        disk.BeforeOperation = Keep;
        workload.Run(Keep);
        Assert.InRange(states.Count, CrashWorkload.Steps, 1000);
        foreach (var (left, cells, checkpoints) in states) workload.CheckAt(left, cells, checkpoints);
    }

    [Fact]
    public void Power_loss_anywhere_loses_nothing_that_was_committed()
    {
        var random = new Random(20_241_121);
        var disk = new SimulatedDisk();
        var workload = new CrashWorkload(disk);
        var states = new List<(SimulatedDisk Left, int Cells, int Checkpoints)>();
        void Keep()
        {
            for (int i = 0; i < 2; i++)
            {
                var (cells, checkpoints) = (workload.Committed, workload.CommittedCheckpoints);
                var left = disk.AfterPowerLoss(random);
                lock (states) states.Add((left, cells, checkpoints));
            }
        }

        disk.BeforeOperation = Keep;
        workload.Run(Keep);
        foreach (var (left, cells, checkpoints) in states) workload.CheckAt(left, cells, checkpoints);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failure_of_any_operation_loses_nothing_that_was_logged(bool keepsFailing)
    {
        int operations = CountOperations();
        for (int failing = 1; failing <= operations; failing++)
        {
            var disk = new SimulatedDisk { FailingOperation = failing, KeepsFailing = keepsFailing };
            var workload = new CrashWorkload(disk);
            RunUntilFailure(workload);
            workload.CheckAt(disk.AfterKill(), workload.Logged, workload.Checkpoints);
        }
    }

    [Fact]
    public void Crash_during_recovery_changes_nothing()
    {
        var disk = new SimulatedDisk();
        var workload = new CrashWorkload(disk);
        SimulatedDisk? killed = null;
        workload.Run(() => killed = workload.Logged == 80 ? disk.AfterKill() : killed);
        var recovering = killed!.AfterKill();
        var states = new List<SimulatedDisk>();
        var random = new Random(7);
        recovering.BeforeOperation = () => states.AddRange([recovering.AfterKill(), recovering.AfterPowerLoss(random)]);
        FlorStore.Open(CrashWorkload.Folder, CrashWorkload.Options, recovering).Dispose();
        Assert.NotEmpty(states);
        foreach (var left in states) workload.CheckAt(left, 80, 2);
    }

    [Fact]
    public void Full_disk_is_an_error_and_hurts_no_earlier_record()
    {
        for (long capacity = 20_000; capacity < 120_000; capacity += 7_000)
        {
            var disk = new SimulatedDisk { Capacity = capacity };
            var workload = new CrashWorkload(disk);
            Assert.True(RunUntilFailure(workload));
            workload.CheckAt(disk.AfterKill(), workload.Logged, workload.Checkpoints);
        }
    }

    [Fact]
    public void Failed_flush_poisons_the_writer()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(CrashWorkload.Folder, CrashWorkload.Options, disk);
        using var run = store.BeginRun(Support.Sample.Header());
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        disk.FailingOperation = disk.Operations + 1;
        Assert.Throws<StoreException>(run.Commit);
        Assert.Throws<StoreException>(() => run.Log(ContextId.Root, "n", CellValue.Of(2L)));
        Assert.Throws<StoreException>(run.Commit);
    }

    private static bool RunUntilFailure(CrashWorkload workload)
    {
        try
        {
            workload.Run(() => { });
            return false;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private static int CountOperations()
    {
        var disk = new SimulatedDisk();
        new CrashWorkload(disk).Run(() => { });
        return disk.Operations;
    }
}
