using FlorDb.Storage.Arrow;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests.Segments;

/// <summary>A large array in one row of thousands: lists of a fixed size would take its room in every row.</summary>
public class SparseTensorTests
{
    private const int Steps = 4000;
    private const int Side = 512;
    private static readonly LoopPath Step = LoopPath.Of("step");

    [Fact]
    public void Array_that_few_rows_have_takes_room_only_where_it_is()
    {
        using var folder = new TemporaryFolder();
        var weights = CellValue.Of(new TensorValue(ElementType.Float64, [Side, Side], Enumerable.Repeat((byte)7, Side * Side * 8).ToArray()));
        using var store = FlorStore.OpenOrCreate(folder.Store, new StoreOptions { CompactsInBackground = false });
        using (var run = Record(store, weights))
        {
            Check(store, weights, runs: 1);
            run.Finish(RunState.Completed);
        }

        Check(store, weights, runs: 1);
        using (var run = Record(store, null)) run.Finish(RunState.Completed);

        // The array compresses to nothing, so the two tables of steps are of one size: they are merged as well as root, ends of loops and sums.
        Assert.Equal(4, store.Compact().Merges);
        Check(store, weights, runs: 2);
    }

    [Fact]
    public void Array_that_most_rows_have_stays_a_list_of_fixed_size()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store);
        using (var run = store.BeginRun(Sample.Header()))
        {
            var matrix = CellValue.Of(new TensorValue(ElementType.Int64, [10, 10], new byte[800]));
            for (int step = 0; step < 3000; step++)
            {
                var context = run.EnterIteration(ContextId.Root, "step", step, CellValue.Null);
                if (step % 2 == 0) run.Log(context, "matrix", matrix);
            }

            run.Finish(RunState.Completed);
        }

        using var snapshot = store.TakeSnapshot();
        var batch = snapshot.Table(Step)!.Read(["matrix"]).First();
        Assert.Equal(ArrowExtensions.FixedShapeTensor, batch.Columns.Schema.Fields.Single(field => field.Name == "matrix").ExtensionName());
    }

    private static RunWriter Record(FlorStore store, CellValue? weights)
    {
        var run = store.BeginRun(Sample.Header());
        for (int step = 0; step < Steps; step++)
        {
            var context = run.EnterIteration(ContextId.Root, "step", step, CellValue.Null);
            run.Log(context, "loss", CellValue.Of(1.0 / (1 + step)));
            if (step == Steps / 2 && weights is { } value) run.Log(context, "weights", value);
        }

        run.EndLoop(ContextId.Root, "step", Steps, completed: true);
        return run;
    }

    private static void Check(FlorStore store, CellValue weights, int runs)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(weights, Assert.Single(Cells.InOrder(snapshot, Step, "weights")));
        Assert.Equal(runs * Steps, Cells.CountRows(snapshot, Step));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512L << 20);
    }
}
