using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Bench.Workloads;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Recovery;

/// <summary>Records a run without an end, in one log that is never sealed, until it is killed.</summary>
internal static class AbandonedWriter
{
    public const string Program = "abandon";
    public const string Written = "written";
    public const string Scalars = "scalars";
    public const string Arrays = "arrays";

    private const int Seed = 11;
    private const int Side = 10;

    /// <summary>Arguments: folder, <see cref="Scalars"/> or <see cref="Arrays"/>, steps, bytes of the log.</summary>
    public static void Run(string[] arguments)
    {
        int steps = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        var store = FlorStore.OpenOrCreate(arguments[0], new StoreOptions { WalBytes = long.Parse(arguments[3], CultureInfo.InvariantCulture) });
        var run = TraceStore.Begin(store, arguments[1], DateTimeOffset.UtcNow);
        if (arguments[1] == Scalars) TraceStore.Record(run, Trace(steps));
        else RecordArrays(run, steps);
        Console.WriteLine(Written);
        Thread.Sleep(Timeout.Infinite);
        GC.KeepAlive(store);
    }

    public static TrainingTrace Trace(int steps) => new(1, steps, Seed);

    /// <summary>The confusion matrix of a step.</summary>
    public static TensorValue Array(int step)
    {
        byte[] bytes = new byte[Side * Side * sizeof(long)];
        var random = new Random(step);
        for (int i = 0; i < Side * Side; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * sizeof(long)), (long)random.Next(1000));
        return new TensorValue(ElementType.Int64, ImmutableArray.Create<long>(Side, Side), bytes);
    }

    private static void RecordArrays(RunWriter run, int steps)
    {
        for (int step = 0; step < steps; step++)
            run.Log(run.EnterIteration(ContextId.Root, "step", step, CellValue.Null), "confusion", CellValue.Of(Array(step)));
        run.EndLoop(ContextId.Root, "step", steps, completed: true);
    }
}
