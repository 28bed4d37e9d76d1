using FlorDb.Storage;
using FlorDb.Torch.Tests.Support;

namespace FlorDb.Torch.Tests.Recording;

/// <summary>A store that fails in the middle of a run: its folder for logs is gone when the next log file is to be made.</summary>
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

    private void Fail(Action log)
    {
        string folder = Path.Combine(_store.Folder, "wal");
        Directory.Move(folder, folder + ".away");
        log();
        Directory.Move(folder + ".away", folder);
    }
}
