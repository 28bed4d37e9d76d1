using System.Globalization;
using FlorDb.Storage.Tests.Checkpoints;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Recovery;

/// <summary>
/// Every operation of the disk fails, one at a time or from then on. Callers meet a <see cref="StoreException"/> or nothing, and all that was
/// acknowledged is there afterwards.
/// </summary>
public class FaultTests
{
    private const int Steps = 30;

    public static TheoryData<string, bool> Faults => new()
    {
        { nameof(DiskFault.Error), false }, { nameof(DiskFault.Error), true }, { nameof(DiskFault.ShortWrite), false },
        { nameof(DiskFault.ShortWrite), true }, { nameof(DiskFault.Denied), false }, { nameof(DiskFault.Denied), true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Failure_of_any_operation_while_recording_loses_nothing(string kind, bool keepsFailing) =>
        Sweep("recording", kind, keepsFailing, TestScale.Of(1, 1, 20), stride: 1, seed => plan => Record(seed, plan));

    [Theory]
    [MemberData(nameof(Faults))]
    public void Failure_of_any_operation_of_recovery_loses_nothing(string kind, bool keepsFailing) =>
        Sweep("recovery", kind, keepsFailing, TestScale.Of(1, 2, 20), stride: 1, seed =>
        {
            var disk = new SimulatedDisk();
            var workload = new Workload(disk, seed, new Ledger());
            workload.Run(Steps, () => { });
            var killed = disk.ImageAfterKill();
            return plan => Recover(killed, workload, plan);
        });

    [Theory]
    [MemberData(nameof(Faults))]
    public void Failure_of_any_operation_of_deletion_compaction_and_collection_loses_nothing(string kind, bool keepsFailing) =>
        Sweep("deletion, compaction and collection", kind, keepsFailing, TestScale.Of(1, 1, 8), stride: TestScale.Of(7, 1, 1), seed =>
        {
            var kept = RecordToKeep(seed, out var items);
            return plan => Housekeep(kept, items, seed, plan);
        });

    [Fact]
    public void Full_disk_is_an_error_and_hurts_no_earlier_record()
    {
        int failures = 0;
        Parallel.For(1, 60, size =>
        {
            var disk = new SimulatedDisk();
            disk.Capacity = size * 900;
            var workload = new Workload(disk, TestScale.Seed, new Ledger());
            workload.Run(Steps, () => { });
            Interlocked.Add(ref failures, workload.Failures);
            disk.Capacity = long.MaxValue;
            Check(disk, workload, $"{size * 900} bytes");
        });
        Assert.InRange(failures, 60, int.MaxValue);
    }

    [Fact]
    public void Failed_flush_poisons_the_writer()
    {
        var disk = new SimulatedDisk();
        using var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk);
        using var run = store.BeginRun(Sample.Header());
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        disk.FailingOperation = disk.Operations + 1;
        Assert.Throws<StoreException>(run.Commit);
        Assert.Throws<StoreException>(() => run.Log(ContextId.Root, "n", CellValue.Of(2L)));
        Assert.Throws<StoreException>(run.Commit);
    }

    [Fact]
    public void Edit_of_the_manifest_whose_flush_failed_is_not_relied_on()
    {
        var disk = new SimulatedDisk();
        var workload = new Workload(disk, TestScale.Seed, new Ledger());
        workload.RecordOneOfEach();
        bool hasFailed = false;
        disk.Fault = (operation, path) =>
        {
            bool fails = !hasFailed && operation == DiskOperation.Flush && Path.GetFileName(path) == "manifest";
            hasFailed |= fails;
            return fails ? DiskFault.Error : DiskFault.None;
        };
        Assert.Throws<StoreException>(workload.RecordOneOfEach);
        workload.RecordOneOfEach();
        Check(disk, workload, "after it went on");
    }

    [Fact]
    public void Checkpoints_go_on_after_their_pack_was_named_and_the_manifest_could_not_be_read()
    {
        int failures = 0;
        for (int failing = 1; failing <= 8; failing++)
        {
            var disk = new SimulatedDisk();
            using var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(new ManualTime()), disk);
            var first = store.BeginRun(Sample.Header("first"));
            CheckpointSample.Write(first, ("net", CheckpointSample.RandomBytes(700, seed: 1)));
            int reads = 0;
            disk.Fault = (operation, path) =>
                operation == DiskOperation.Read && Path.GetFileName(path) == "manifest" && ++reads == failing ? DiskFault.Error : DiskFault.None;
            try
            {
                first.Finish(RunState.Completed);
                first.Dispose();
            }
            catch (StoreException)
            {
                failures++;
            }

            disk.Fault = (_, _) => DiskFault.None;
            using var second = store.BeginRun(Sample.Header("second"));
            var state = CheckpointSample.RandomBytes(700, seed: 2);
            var checkpoint = CheckpointSample.Write(second, ("net", state));
            using var snapshot = store.TakeSnapshot();
            Assert.Equal(state, Assert.Single(CheckpointSample.Read(snapshot, checkpoint)));
        }

        Assert.InRange(failures, 1, 8);
    }

    /// <summary>Lets each operation of what is made for a seed fail, or every <paramref name="stride"/>-th.</summary>
    private static void Sweep(string what, string kind, bool keepsFailing, int seeds, int stride, Func<int, Func<FaultPlan, FaultPlan>> prepare)
    {
        var fault = Enum.Parse<DiskFault>(kind);
        int cases = 0;
        foreach (int seed in Enumerable.Range(TestScale.Seed, seeds))
        {
            var run = prepare(seed);
            int operations = run(new FaultPlan(DiskFault.None, int.MaxValue, false)).Operations;
            Parallel.For(0, (operations + stride - 1) / stride, place =>
            {
                run(new FaultPlan(fault, 1 + place * stride, keepsFailing));
                Interlocked.Increment(ref cases);
            });
        }

        string when = keepsFailing ? "from then on" : "once";
        TestScale.Report(string.Create(
            CultureInfo.InvariantCulture, $"Faults ({what}, {kind} {when}): {cases:N0} operations failed, nothing was lost; seed {TestScale.Seed}."));
    }

    private static FaultPlan Record(int seed, FaultPlan plan)
    {
        var disk = new SimulatedDisk();
        disk.Fault = plan.Next;
        var workload = new Workload(disk, seed, new Ledger());
        Describe(plan, workload, () =>
        {
            workload.Run(Steps, () => { });
            disk.Fault = (_, _) => DiskFault.None;
            Check(disk, workload, "while it is open");
            workload.Close();
            Check(disk, workload, "after it was closed");
        });
        return plan;
    }

    private static FaultPlan Recover(DiskImage killed, Workload workload, FaultPlan plan)
    {
        var disk = new SimulatedDisk(killed) { Fault = plan.Next };
        Describe(plan, workload, () =>
        {
            try
            {
                Assert.Null(FindFault(disk, workload, workload.Ledger.Mark(), writer => writer.Logged));
            }
            catch (StoreException)
            {
                // The caller is told, and tries again.
            }

            disk.Fault = (_, _) => DiskFault.None;
            Check(disk, workload, "after recovery");
        });
        return plan;
    }

    /// <summary>A store with several runs, some of whose checkpoints share pages.</summary>
    private static DiskImage RecordToKeep(int seed, out Dictionary<string, string> items)
    {
        var disk = new SimulatedDisk();
        var workload = new Workload(disk, seed, new Ledger());
        for (int run = 0; run < 3; run++) workload.RecordOneOfEach();
        workload.Run(6, () => { });
        workload.Close();
        var image = disk.ImageAfterKill();
        using var store = FlorStore.Open(Workload.Folder, Workload.OptionsAt(TimeProvider.System), new SimulatedDisk(image));
        using var snapshot = store.TakeSnapshot();
        items = StoreItems.Of(snapshot);
        return image;
    }

    private static FaultPlan Housekeep(DiskImage kept, Dictionary<string, string> items, int seed, FaultPlan plan)
    {
        var disk = new SimulatedDisk(kept) { Fault = plan.Next };
        var workload = new Workload(disk, seed, new Ledger(items));
        Describe(plan, workload, () =>
        {
            workload.Housekeep();
            disk.Fault = (_, _) => DiskFault.None;
            Check(disk, workload, "after it failed");
            int failures = workload.Failures;
            workload.Housekeep();
            Assert.True(failures == workload.Failures, "It fails though the disk is sound again.");
            Check(disk, workload, "after it was done again");
        });
        return plan;
    }

    private static void Check(SimulatedDisk disk, Workload workload, string when)
    {
        var mark = workload.Ledger.Mark();
        string? lost = FindFault(disk.AfterKill(), workload, mark, writer => writer.Logged);
        Assert.True(lost is null, $"killed {when}: {lost}");
        foreach (var image in disk.AtPowerLoss().States(3, new Random(1)))
        {
            string? fault = FindFault(new SimulatedDisk(image), workload, mark, writer => writer.Committed);
            Assert.True(fault is null, $"power loss {when}: {fault}");
        }
    }

    private static string? FindFault(SimulatedDisk disk, Workload workload, LedgerMark mark, Func<Ledger.Progress, int> mustSurvive)
    {
        using var store = FlorStore.OpenOrCreate(Workload.Folder, Workload.OptionsAt(TimeProvider.System), disk);
        using var snapshot = store.TakeSnapshot();
        return workload.Ledger.FindFault(StoreItems.Of(snapshot), mark, mark, mustSurvive);
    }

    private static void Describe(FaultPlan plan, Workload workload, Action test)
    {
        try
        {
            test();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{plan}; seed {workload.Seed}; {workload.Trace}: {failure.Message}", failure);
        }
    }
}
