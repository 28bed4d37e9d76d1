using System.Text;
using System.Text.Json.Nodes;
using FlorDb.Storage.Tests.Arrow;
using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

/// <summary>
/// A reader that was written from <c>spec/file-format.md</c> alone, in another language (<c>tests/interop/store</c>), sees what the engine sees. A change
/// of the format changes all three.
/// </summary>
[Trait("Category", "Interop")]
public sealed class FormatReaderTests : IDisposable
{
    private static readonly StoreOptions Small = new() { WalBytes = 8192 };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sealed_store_reads_the_same()
    {
        using var store = FlorStore.OpenOrCreate(_folder.Store, Small);
        var first = Record(store, "first", 3);
        Record(store, "second", 1);
        Replay(store, first);
        Compare(_folder.Store, store);
        store.Apply(store.PlanRetention(new RetentionPolicy { KeepLast = 1 }));
        Compare(_folder.Store, store);
        store.Apply(store.PlanDeletion([first]));
        Compare(_folder.Store, store);
        store.Compact();
        Compare(_folder.Store, store);
    }

    [Theory]
    [MemberData(nameof(GoldenStoreTests.Versions), MemberType = typeof(GoldenStoreTests))]
    public void Kept_store_reads_the_same(string version)
    {
        using var copy = new StoreCopy(GoldenStoreTests.Golden(version, "store"));
        using var store = FlorStore.Open(copy.Folder, null, new ReadOnlyFileSystem());
        Compare(copy.Folder, store);
    }

    [Fact]
    public void Training_in_progress_reads_the_same()
    {
        using var store = FlorStore.OpenOrCreate(_folder.Store, Small);
        Record(store, "finished", 2);
        using var run = store.BeginRun(Sample.Header("open"));
        Fill(run, 40);
        Checkpoint(run, 40);
        var open = run.EnterIteration(ContextId.Root, "epoch", 40, CellValue.Null);
        run.Log(open, "note", CellValue.Of("in progress"));
        Compare(_folder.Store, store);
        run.EnterIteration(open, "step", 0, CellValue.Null);
        Compare(_folder.Store, store);
    }

    [Fact]
    public void Resumed_run_reads_the_same_before_and_after_it_takes_the_place_of_the_other()
    {
        var first = FlorStore.OpenOrCreate(_folder.Store, Small);
        Record(first, "other", 1);
        using (var run = first.BeginRun(Sample.Header("died")))
        {
            Fill(run, 3);
            Checkpoint(run, 2);
        }

        first.Dispose();
        using var store = FlorStore.Open(_folder.Store, Small);
        using var snapshot = store.TakeSnapshot();
        var died = snapshot.Runs.Single(run => run.Header.RunId == "died");
        var checkpoint = snapshot.Checkpoints.Single(known => known.Run == died.Key);
        using var resumed = store.BeginRun(Sample.Header("died").Continue(died.Header, checkpoint, DateTimeOffset.UtcNow));
        resumed.Log(ContextId.Root, "again", CellValue.Of(1L));
        Compare(_folder.Store, store);
        resumed.TakeOver(new RunCut(checkpoint, [new PassedLoop("epoch", checkpoint.Position.Iterations, 0)]));
        Compare(_folder.Store, store);
        resumed.Log(resumed.EnterIteration(ContextId.Root, "epoch", checkpoint.Position.Iterations, CellValue.Null), "accuracy", CellValue.Of(1.5));
        Compare(_folder.Store, store);
        resumed.Finish(RunState.Completed);
        Compare(_folder.Store, store);
        store.Apply(store.PlanDeletion([resumed.Run]));
        Compare(_folder.Store, store);
    }

    private static RunKey Record(FlorStore store, string label, int epochs)
    {
        using var run = store.BeginRun(Sample.Header(label));
        run.SetArgument("hidden", CellValue.Of(500L));
        run.SetArgument("both", CellValue.Of("argument"));
        Fill(run, epochs);
        Checkpoint(run, epochs);
        Checkpoint(run, epochs);
        run.Finish(RunState.Completed);
        return run.Run;
    }

    private static void Fill(RunWriter run, int epochs)
    {
        Training.Record(run, epochs, 12);
        var odd = run.EnterIteration(ContextId.Root, "weird \"loop\" ü", 0, CellValue.Of(0.25));
        for (int i = 0; i < Sample.Values.Count; i++)
        {
            run.Log(odd, $"kind {i}", Sample.Values[i]);
            run.Log(odd, "all kinds", Sample.Values[i]);
        }

        run.EndLoop(ContextId.Root, "weird \"loop\" ü", 1, completed: false);
        run.Log(ContextId.Root, "at the end", CellValue.Of(double.NaN));
    }

    private static void Checkpoint(RunWriter run, int epochs)
    {
        using var writer = run.BeginCheckpoint(new CheckpointPosition(LoopPath.Of("epoch"), [epochs - 1], CheckpointMoment.IterationEnd, epochs));
        writer.Add("net", "bytes", [1, 2, (byte)epochs]);
        writer.Add("text", "bytes", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{epochs} epochs ", 100))));
        foreach (int width in (int[])[2, 4, 8]) writer.Add($"numbers {width}", "numbers", Numbers(width), width);
        writer.Commit(DateTimeOffset.UtcNow, 0);
    }

    /// <summary>Numbers that take more than a page, none of whose planes is like the other, and some bytes that are none.</summary>
    private static byte[] Numbers(int width)
    {
        var bytes = new byte[70_003];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)((i % width == width - 1 ? i % 5 : i % width == 0 ? i * 181 >> 4 : i / 30_000) & byte.MaxValue);
        return bytes;
    }

    private static void Replay(FlorStore store, RunKey run)
    {
        using var writer = store.BeginReplay(Sample.Replay(run, "cf"));
        var epoch = writer.EnterIteration(ContextId.Root, "epoch", 1, CellValue.Of(1L));
        writer.Log(epoch, "cf", Sample.Values[^3]);
        writer.Log(ContextId.Root, "late", CellValue.Of(1L));
        writer.FinishReplay(new ReplaySummary(RunState.Completed, 1, 2, 0, 0, null));
    }

    /// <summary>JSON texts are compared as values, since both sides may write the same text in several ways.</summary>
    private static void Compare(string folder, FlorStore store)
    {
        using var snapshot = store.TakeSnapshot();
        var expected = FormatReaderText.Of(snapshot).Select(Normal).ToList();
        var found = Node.Run("read-store.mjs", folder).EnumerateArray().Select(line => Normal(line.GetString()!)).ToList();
        Assert.NotEmpty(expected);
        var (missing, surplus) = (expected.Except(found).ToList(), found.Except(expected).ToList());
        Assert.True(missing.Count + surplus.Count == 0, $"The reader lacks:\n{string.Join('\n', missing)}\nand has:\n{string.Join('\n', surplus)}");
        Assert.Equal(expected.Count, found.Count);
    }

    private static string Normal(string line) => JsonNode.Parse(line)!.ToJsonString();
}
