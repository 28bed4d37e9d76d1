using System.Collections.Immutable;
using System.Globalization;
using FlorDb.Bench.Running;
using FlorDb.Storage;

namespace FlorDb.Bench.Storage.Open;

/// <summary>Small finished runs, as a team's store holds them by the thousand: 10 arguments, 8 facts of the environment, 5 epochs with 2 metrics.</summary>
internal static class ManyRuns
{
    public const int Epochs = 5;
    public const int Arguments = 10;

    private const int RunsPerHandle = 100;
    private const int Threads = 16;

    private static readonly ImmutableSortedDictionary<string, string> Environment = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, string>
        {
            ["project"] = "examples/digits/digits.csproj",
            ["cwd"] = ".",
            ["torch.version"] = "1.13.0",
            ["torch.threads"] = "1",
            ["dotnet.version"] = "10.0.0",
            ["os"] = "Debian GNU/Linux 12",
            ["cpu"] = "8 cores",
            ["host"] = "trainer",
        });

    /// <summary>Adds the runs from one number to another, many through each handle, as processes one after the other would.</summary>
    public static void Add(string folder, int runs, int there)
    {
        for (int first = there; first < runs; first += RunsPerHandle)
        {
            using var store = FlorStore.OpenOrCreate(folder, new StoreOptions { WalBytes = 1 << 20 });
            var writers = Enumerable.Range(first, Math.Min(RunsPerHandle, runs - first)).Select(run => Record(store, run)).ToList();
            // Their commits share flushes.
            Parallel.ForEach(writers, new ParallelOptions { MaxDegreeOfParallelism = Threads }, writer => writer.Finish(RunState.Completed));
        }
    }

    /// <summary>Checks what a listing shows, and that the cells behind it are there.</summary>
    public static void Verify(StoreSnapshot snapshot, int runs)
    {
        Check.Equal(runs, snapshot.Runs.Length, "runs");
        Check.Equal(runs, snapshot.Runs.Select(run => run.Header.RunId).Distinct().Count(), "different labels");
        Check.That(snapshot.Runs.All(run => run.State == RunState.Completed && run.Header.Environment.Count == Environment.Count), "a run is listed wrongly");
        Check.Equal((long)runs * Epochs, snapshot.Table(LoopPath.Of("epoch"))!.RowCount, "epochs");
        double sum = 0;
        foreach (var batch in snapshot.Table(LoopPath.Of("epoch"))!.Read(["loss"]))
            for (int row = 0; row < batch.RowCount; row++) sum += batch.TryGetCell("loss", row, out var loss) ? loss.AsFloat64() : double.NaN;
        Check.Close(Enumerable.Range(0, runs).Sum(run => Enumerable.Range(0, Epochs).Sum(epoch => Loss(run, epoch))), sum, "the sum of all losses");
    }

    private static RunWriter Record(FlorStore store, int run)
    {
        var start = DateTimeOffset.UtcNow;
        var writer = store.BeginRun(new RunHeader
        {
            Key = RunKey.Create(start),
            ProjectId = "digits",
            RunId = string.Create(CultureInfo.InvariantCulture, $"run{run}"),
            Timestamp = start,
            VersionId = "0123456789abcdef0123456789abcdef01234567",
            FileName = "Program.cs",
            Arguments = ["--kwargs", "hidden=250", "lr=5e-4"],
            Environment = Environment,
        });
        for (int argument = 0; argument < Arguments; argument++) writer.SetArgument($"argument{argument}", CellValue.Of((run + argument) * 0.5));
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            var context = writer.EnterIteration(ContextId.Root, "epoch", epoch, CellValue.Null);
            writer.Log(context, "loss", CellValue.Of(Loss(run, epoch)));
            writer.Log(context, "accuracy", CellValue.Of(1 - Loss(run, epoch)));
        }

        writer.EndLoop(ContextId.Root, "epoch", Epochs, completed: true);
        return writer;
    }

    private static double Loss(int run, int epoch) => (float)(1.0 / (2 + epoch + run % 97));
}
