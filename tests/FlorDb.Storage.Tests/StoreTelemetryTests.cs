using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlorDb.Storage.Tests.Collection;
using FlorDb.Storage.Tests.Golden;
using FlorDb.Storage.Tests.Io;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

public class StoreTelemetryTests
{
    [Fact]
    public void Meter_counts_records_and_bytes_and_measures_flushes_and_sealing()
    {
        using var meters = new Meters();
        double recordsBefore = meters.Observe(StoreTelemetry.WalRecords);
        double bytesBefore = meters.Observe(StoreTelemetry.WalBytes);
        RecordSomething();

        // Other tests record at the same time: only what this one did is known to be in.
        Assert.InRange(meters.Observe(StoreTelemetry.WalRecords) - recordsBefore, 14, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.WalBytes) - bytesBefore, 14 * 24, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.WalWaiting), 0, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.FlushDuration), 1, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.SealDuration), 1, double.MaxValue);
    }

    [Fact]
    public void Meter_measures_compactions_and_garbage_collections()
    {
        using var meters = new Meters();
        var scene = CollectionScene.WithDeletedRun(new SimulatedDisk());
        CompactionReport compaction;
        using (var store = scene.Open()) compaction = store.Compact();
        var collection = scene.Collect();
        Assert.True(compaction.Merges > 1 && collection.FreedBytes > 0);
        Assert.InRange(meters.Observe(StoreTelemetry.CompactionRead), compaction.BytesBefore, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CompactionWritten), compaction.BytesAfter, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CompactionSegments), compaction.SegmentsBefore, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CompactionDuration), compaction.Merges, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CollectionFreed), collection.FreedBytes, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CollectionCopied), 100_000, double.MaxValue);
        Assert.InRange(meters.Observe(StoreTelemetry.CollectionDuration), 1, double.MaxValue);
    }

    [Fact]
    public void Compaction_that_fails_in_the_background_is_counted_and_recording_goes_on()
    {
        using var meters = new Meters();
        var disk = new SimulatedDisk { Fault = (_, path) => path.Contains("merged-", StringComparison.Ordinal) ? DiskFault.Error : DiskFault.None };
        using (var store = FlorStore.OpenOrCreate(CollectionScene.Folder, Sample.SmallWal, disk))
        {
            for (int i = 0; i < 20; i++) Record(store);
            using var snapshot = store.TakeSnapshot();
            Assert.Equal(20, snapshot.Runs.Length);
            // A store that is closed gives up a compaction that has not come to its files yet.
            Assert.True(SpinWait.SpinUntil(() => meters.Observe(StoreTelemetry.CompactionFailures) >= 1, TimeSpan.FromMinutes(2)));
        }
    }

    [Fact]
    public void Opening_recovery_flushes_sealing_compaction_and_collection_are_activities()
    {
        var seen = new HashSet<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StoreTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (seen) seen.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        RecordSomething();
        var scene = CollectionScene.WithDeletedRun(new SimulatedDisk());
        using (var store = scene.Open()) store.Compact();
        scene.Collect();
        string[] expected =
        [
            StoreTelemetry.OpenActivity, StoreTelemetry.RecoverActivity, StoreTelemetry.CommitActivity, StoreTelemetry.SealActivity,
            StoreTelemetry.CompactActivity, StoreTelemetry.CollectActivity,
        ];
        lock (seen) Assert.Subset(seen, expected.ToHashSet());
    }

    [Fact]
    public void Page_on_keeping_a_store_names_every_instrument_and_activity()
    {
        string page = File.ReadAllText(Path.Combine(GoldenStoreTests.Golden(".."), "..", "docs", "store.md"));
        var names = typeof(StoreTelemetry).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).ToList();
        Assert.True(names.Count > 15);
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    private static void RecordSomething()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        Record(store);
    }

    private static void Record(FlorStore store)
    {
        using var run = store.BeginRun(Sample.Header());
        for (int i = 0; i < 12; i++) run.Log(ContextId.Root, "n", CellValue.Of((long)i));
        run.Finish(RunState.Completed);
    }

    /// <summary>What the store's instruments have told since: the sums of counters, the numbers of values of histograms.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly Dictionary<string, double> _totals = [];
        private readonly MeterListener _listener = new();

        public Meters()
        {
            _listener.InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == StoreTelemetry.Name) own.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Set(instrument.Name, value, isSum: !instrument.IsObservable));
            _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Set(instrument.Name, 1, isSum: true));
            _listener.Start();
        }

        public double Observe(string name)
        {
            _listener.RecordObservableInstruments();
            lock (_totals) return _totals.GetValueOrDefault(name);
        }

        public void Dispose() => _listener.Dispose();

        private void Set(string name, double value, bool isSum)
        {
            lock (_totals) _totals[name] = isSum ? _totals.GetValueOrDefault(name) + value : value;
        }
    }
}
