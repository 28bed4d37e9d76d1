using System.Diagnostics;
using System.Threading.Channels;
using FlorDb.Query.Hindsight;

namespace FlorDb.Replay.Execution;

/// <summary>Runs workers as processes of this machine, each segment on the first place that is free.</summary>
internal sealed class LocalLauncher(WorkerPool pool) : IWorkerLauncher
{
    private const string DevicesVariable = "CUDA_VISIBLE_DEVICES";

    public Task RunAsync(ChannelReader<ISegmentTask> segments, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, pool.Count).Select(place => WorkAsync(DeviceOf(place), segments, cancellation)));

    private static async Task WorkAsync(string? device, ChannelReader<ISegmentTask> segments, CancellationToken cancellation)
    {
        await foreach (var segment in segments.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            using (segment) await RunAsync(segment, device, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(ISegmentTask segment, string? device, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var job = segment.Prepare();
            var environment = new Dictionary<string, string?>(job.Environment, StringComparer.Ordinal);
            if (device is not null) environment[DevicesVariable] = device;
            segment.Start(null);
            var code = await ChildProcess.RunAsync(job.Command, job.Folder, environment, job.Log, cancellation).ConfigureAwait(false);
            segment.End(watch.Elapsed.TotalSeconds, code == 0 ? null : $"ended with exit code {code}");
        }
        catch (Exception e) when (WorkerTrouble.IsExpected(e))
        {
            segment.End(watch.Elapsed.TotalSeconds, WorkerTrouble.Of(e));
        }
    }

    private string? DeviceOf(int place)
    {
        if (pool.Kind != WorkerKind.Gpu) return null;
        var visible = Environment.GetEnvironmentVariable(DevicesVariable)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return visible.ElementAtOrDefault(place) ?? $"{place}";
    }
}
