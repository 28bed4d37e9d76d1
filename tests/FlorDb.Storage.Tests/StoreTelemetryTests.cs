using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlorDb.Storage.Tests.Support;

namespace FlorDb.Storage.Tests;

public class StoreTelemetryTests
{
    [Fact]
    public void Meter_counts_records_and_bytes_and_measures_flushes_and_sealing()
    {
        var totals = new Dictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == StoreTelemetry.Name) own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Set(instrument.Name, value, isSum: false));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => Set(instrument.Name, 1, isSum: true));
        listener.Start();
        double recordsBefore = Observe(StoreTelemetry.WalRecords);
        double bytesBefore = Observe(StoreTelemetry.WalBytes);
        RecordSomething();

        // Other tests record at the same time: only what this one did is known to be in.
        Assert.InRange(Observe(StoreTelemetry.WalRecords) - recordsBefore, 14, double.MaxValue);
        Assert.InRange(Observe(StoreTelemetry.WalBytes) - bytesBefore, 14 * 24, double.MaxValue);
        Assert.InRange(Observe(StoreTelemetry.WalWaiting), 0, double.MaxValue);
        Assert.InRange(Observe(StoreTelemetry.FlushDuration), 1, double.MaxValue);
        Assert.InRange(Observe(StoreTelemetry.SealDuration), 1, double.MaxValue);

        double Observe(string name)
        {
            listener.RecordObservableInstruments();
            lock (totals) return totals.GetValueOrDefault(name);
        }

        void Set(string name, double value, bool isSum)
        {
            lock (totals) totals[name] = isSum ? totals.GetValueOrDefault(name) + value : value;
        }
    }

    [Fact]
    public void Opening_recovery_flushes_and_sealing_are_activities()
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
        string[] expected = [StoreTelemetry.OpenActivity, StoreTelemetry.RecoverActivity, StoreTelemetry.CommitActivity, StoreTelemetry.SealActivity];
        lock (seen) Assert.Subset(seen, expected.ToHashSet());
    }

    private static void RecordSomething()
    {
        using var folder = new TemporaryFolder();
        using var store = FlorStore.OpenOrCreate(folder.Store, Sample.SmallWal);
        using var run = store.BeginRun(Sample.Header());
        for (int i = 0; i < 12; i++) run.Log(ContextId.Root, "n", CellValue.Of((long)i));
        run.Finish(RunState.Completed);
    }
}
