using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

/// <summary>A store that fails in the middle of a run: folders of it are gone when the next file is to be made there.</summary>
[Collection(SharedTorch.Name)]
public sealed class StoreFailureTests : IDisposable
{
    private readonly TrainingStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void With_warn_the_training_goes_on_and_the_run_shows_as_interrupted()
    {
        int iterations = 0;
        var run = _store.Record(OnStoreError.Warn, flor =>
        {
            foreach (int epoch in flor.Loop("epoch", 5))
            {
                flor.Log("epoch_seen", epoch);
                if (epoch == 2) Fail(() => flor.Log("large", new byte[80_000_000]));
                flor.Log("after", epoch);
                iterations++;
            }
        });

        Assert.Equal(5, iterations);
        string warning = Assert.Single(_store.Warnings, warning => warning.Contains("nothing of it is recorded", StringComparison.Ordinal));
        Assert.Contains("A new WAL file", warning, StringComparison.Ordinal);
        Assert.Contains("Make room", warning, StringComparison.Ordinal);
        Assert.Equal(RunState.Interrupted, _store.Run(run).State);
        Assert.Equal(
            ["epoch=0 after", "epoch=0 epoch_seen", "epoch=1 after", "epoch=1 epoch_seen", "epoch=2 epoch_seen"],
            _store.Cells(run).Keys);
    }

    [Fact]
    public void By_default_the_call_that_meets_the_failure_throws()
    {
        StoreException? met = null;
        _store.Record(OnStoreError.Throw, flor => Fail(() => met = Assert.Throws<StoreException>(() => flor.Log("large", new byte[80_000_000]))));
        Assert.NotNull(met);
        Assert.DoesNotContain(_store.Warnings, warning => warning.Contains("nothing of it is recorded", StringComparison.Ordinal));
    }

    [Fact]
    public void Store_that_vanishes_fails_the_call_that_needs_it_with_a_store_exception()
    {
        var failure = Assert.Throws<StoreException>(() => _store.Record(OnStoreError.Throw, flor =>
        {
            flor.Log("before", 1);
            Directory.Delete(_store.Folder, recursive: true);
            flor.Log("into the mapped file", 2);
        }));

        Assert.Contains(_store.Folder, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_that_vanishes_is_told_once_and_the_training_comes_to_its_end()
    {
        int iterations = 0;
        _store.Record(OnStoreError.Warn, flor =>
        {
            foreach (int epoch in flor.Loop("epoch", 3))
            {
                flor.Log("epoch_seen", epoch);
                if (epoch == 1) Directory.Delete(_store.Folder, recursive: true);
                iterations++;
            }
        });

        Assert.Equal(3, iterations);
        Assert.Single(_store.Warnings, warning => warning.Contains("nothing of it is recorded", StringComparison.Ordinal));
    }

    [Fact]
    public void Checkpoint_that_can_not_be_written_is_told_once_and_the_rest_is_recorded()
    {
        string pages = Path.Combine(_store.Folder, "pages");
        var run = _store.Record(OnStoreError.Throw, flor =>
        {
            Directory.Delete(pages, recursive: true);
            File.WriteAllText(pages, "in the way");
            flor.Variable("v", () => 1, _ => { });
            foreach (int epoch in flor.Loop("epoch", 3)) flor.Log("epoch_seen", epoch);
        });
        File.Delete(pages);

        Assert.Single(_store.Warnings, warning => warning.Contains("no more checkpoints are kept", StringComparison.Ordinal));
        Assert.Equal(["epoch=0 epoch_seen", "epoch=1 epoch_seen", "epoch=2 epoch_seen"], _store.Cells(run).Keys);
        Assert.Equal(RunState.Completed, _store.Run(run).State);
    }

    [Fact]
    public void State_that_finds_no_memory_is_left_out_and_told_once()
    {
        _store.Configure = options => options.CheckpointMemory = 0;
        var run = _store.Record(flor =>
        {
            flor.Variable("v", () => new byte[1 << 20], _ => { });
            foreach (int epoch in flor.Loop("epoch", 3)) flor.Log("epoch_seen", epoch);
        });

        Assert.Single(_store.Warnings, warning => warning.Contains("a checkpoint was left out", StringComparison.Ordinal));
        Assert.Equal(["epoch=0 epoch_seen", "epoch=1 epoch_seen", "epoch=2 epoch_seen"], _store.Cells(run).Keys);
    }

    private void Fail(Action log)
    {
        string folder = Path.Combine(_store.Folder, "wal");
        Directory.Move(folder, folder + ".away");
        log();
        Directory.Move(folder + ".away", folder);
    }
}
