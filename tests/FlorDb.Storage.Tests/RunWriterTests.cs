using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

public class RunWriterTests
{
    [Fact]
    public void Run_in_progress_is_seen_with_all_that_it_logged()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        var header = Sample.Header();
        using var run = store.BeginRun(header);
        run.SetArgument("lr", CellValue.Of(0.1));
        var epoch = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Of(10L));
        var step = run.EnterIteration(epoch, "step", 4, CellValue.Null);
        run.Log(step, "loss", CellValue.Of(0.5));
        run.Log(epoch, "accuracy", CellValue.Of(0.9));

        using var reader = FlorStore.Open(folder.Store);
        using var snapshot = reader.TakeSnapshot();
        var info = Assert.Single(snapshot.Runs);
        Assert.Equal(RunState.Running, info.State);
        Assert.Equal(header.Environment, info.Header.Environment);
        Assert.Equal(header with { Arguments = default, Environment = info.Header.Environment }, info.Header with { Arguments = default });
        Assert.Equal(["", "epoch", "epoch/step"], snapshot.Tables.Select(table => table.Path.ToString()));
        Assert.True(snapshot.Table(LoopPath.Root)!.Names.Single().IsArgument);
        var batch = snapshot.Table(LoopPath.Of("epoch", "step"))!.Read(["loss"]).Single();
        Assert.Equal((0, 4), (batch.Index(0, 0), batch.Index(1, 0)));
        Assert.Equal(CellValue.Of(10L), batch.LoopValue(0, 0));
        Assert.True(batch.TryGetCell("loss", 0, out var loss));
        Assert.Equal(CellValue.Of(0.5), loss);
        Assert.Null(batch.Seconds(0));
        Assert.Empty(snapshot.Notices);
    }

    [Fact]
    public void Values_of_every_kind_come_back_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        foreach (var value in Sample.Values) run.Log(ContextId.Root, "value", value);
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(Sample.Values, Cells.InOrder(snapshot, LoopPath.Root, "value"));
    }

    [Fact]
    public void Name_logged_again_in_an_iteration_gets_a_further_row()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        var first = run.EnterIteration(ContextId.Root, "epoch", 0, CellValue.Null);
        run.Log(first, "a", CellValue.Of(1L));
        run.Log(first, "a", CellValue.Of(2L));
        var second = run.EnterIteration(ContextId.Root, "epoch", 1, CellValue.Null);
        run.Log(second, "a", CellValue.Of(3L));
        run.Log(first, "a", CellValue.Of(4L));
        run.Log(first, "b", CellValue.Of(5L));
        run.Log(second, "a", CellValue.Of(6L));
        using var snapshot = store.TakeSnapshot();
        var path = LoopPath.Of("epoch");
        string Key(int epoch, int occurrence) => $"{run.Run}  [{epoch}] {occurrence}";
        var expected = new Dictionary<string, long> { [Key(0, 0)] = 1, [Key(0, 1)] = 2, [Key(1, 0)] = 3, [Key(0, 2)] = 4, [Key(1, 1)] = 6 };
        Assert.Equal(expected, Cells.Of(snapshot, path, "a").ToDictionary(cell => cell.Key, cell => cell.Value.AsInt64()));
        Assert.Equal([Key(0, 0)], Cells.Of(snapshot, path, "b").Keys);
        Assert.Equal(5, snapshot.Table(path)!.RowCount);
    }

    [Fact]
    public void Finished_run_shows_its_state_and_message()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using (var run = store.BeginRun(Sample.Header())) run.Finish(RunState.Failed, "out of memory");
        using var snapshot = store.TakeSnapshot();
        var info = Assert.Single(snapshot.Runs);
        Assert.Equal((RunState.Failed, "out of memory"), (info.State, info.Message));
        Assert.NotNull(info.Seconds);
    }

    [Fact]
    public void Run_that_was_not_finished_is_interrupted()
    {
        using var folder = new TemporaryFolder();
        using (var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal)) store.BeginRun(Sample.Header());
        using var reader = FlorStore.Open(folder.Store);
        using var snapshot = reader.TakeSnapshot();
        Assert.Equal(RunState.Interrupted, Assert.Single(snapshot.Runs).State);
    }

    [Fact]
    public void Snapshot_does_not_show_what_is_written_later()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        using var before = store.TakeSnapshot();
        run.Log(ContextId.Root, "late", CellValue.Of(1L));
        Assert.Empty(Cells.Of(before, LoopPath.Root, "late"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("$own")]
    [InlineData("a\nb")]
    public void Name_that_breaks_the_rule_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        Assert.Throws<ArgumentException>(() => run.Log(ContextId.Root, name, CellValue.Null));
        Assert.Throws<ArgumentException>(() => run.EnterIteration(ContextId.Root, name, 0, CellValue.Null));
        run.Log(ContextId.Root, "fine", CellValue.Of(1L));
        using var snapshot = store.TakeSnapshot();
        Assert.Equal(["fine"], snapshot.Table(LoopPath.Root)!.Names.Select(logged => logged.Name));
    }

    [Fact]
    public void Text_that_is_not_unicode_is_refused_and_leaves_no_trace()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        Assert.Throws<ArgumentException>(() => run.Log(ContextId.Root, "text", CellValue.Of("a\ud800")));
        Assert.Throws<ArgumentException>(() => run.Log(ContextId.Root, "\ud800", CellValue.Null));
        run.Log(ContextId.Root, "n", CellValue.Of(1L));
        using var snapshot = store.TakeSnapshot();
        Assert.Empty(snapshot.Notices);
        Assert.Single(Cells.Of(snapshot, LoopPath.Root, "n"));
    }
}
