using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Planning;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Verification;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution;

/// <summary>Executes plans: builds one version after the other while the segments of those that are built run on the workers.</summary>
internal sealed class ReplayExecutor(FlorStore store, CodeRepository repository, BuildCache cache)
{
    private readonly VersionBuilder _builder = new(repository, cache);
    private readonly SegmentRunner _runner = new(store.Folder, cache);

    public async Task<ReplayOutcome> ExecuteAsync(
        ImmutableArray<PlannedRun> runs, WorkerPool pool, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        using var execution = new Execution(runs.Sum(run => run.Seconds), pool, progress);
        var attempts = await Task.WhenAll(runs.Select(run => AttemptAsync(run, execution, cancellation))).ConfigureAwait(false);
        using var snapshot = store.TakeSnapshot();
        var cancelled = attempts.Any(attempt => attempt.Cancelled);
        return new ReplayOutcome([.. attempts.Select(attempt => OutcomeReader.Read(snapshot, attempt))], cancelled);
    }

    private async Task<Attempt> AttemptAsync(PlannedRun run, Execution execution, CancellationToken cancellation)
    {
        var attempt = new Attempt(run);
        try
        {
            var build = await BuildAsync(run, execution, attempt, cancellation).ConfigureAwait(false);
            await Task.WhenAll(run.Segments.Select((_, part) => RunSegmentAsync(run, part, build, execution, attempt, cancellation))).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            attempt.Cancelled = true;
        }
        catch (RefusedException e)
        {
            attempt.Fail($"version {run.Run.Header.VersionId[..7]}: {e.Message}");
        }

        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreException or System.ComponentModel.Win32Exception)
        {
            attempt.Fail(e.Message);
        }

        if (attempt.Cancelled) return attempt;
        var failure = attempt.Failure;
        execution.Report(run.Run, failure is null ? ReplayPhase.Finished : ReplayPhase.Failed, failure ?? $"{run.Run.Header.RunId} is finished");
        return attempt;
    }

    private async Task<FinishedBuild> BuildAsync(PlannedRun run, Execution execution, Attempt attempt, CancellationToken cancellation)
    {
        await execution.BuildGate.WaitAsync(cancellation).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        try
        {
            if (cache.Find(BuildKey.Of(run.Run.Header, run.Patch)) is { } known) return known;
            execution.Report(run.Run, ReplayPhase.Building, $"building version {run.Run.Header.VersionId[..7]} of {run.Run.Header.RunId}");
            return await _builder.BuildAsync(run.Run.Header, run.Patch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            attempt.AddSeconds(watch.Elapsed.TotalSeconds);
            execution.Advance(run.BuildSeconds);
            execution.BuildGate.Release();
        }
    }

    private async Task RunSegmentAsync(
        PlannedRun run, int part, FinishedBuild build, Execution execution, Attempt attempt, CancellationToken cancellation)
    {
        var worker = await execution.TakeWorkerAsync(cancellation).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        try
        {
            var segment = run.Segments[part];
            execution.Report(run.Run, ReplayPhase.Running, $"{run.Run.Header.RunId}: {segment.Work}, from {segment.Start}");
            var key = ReplayKey.Create(DateTimeOffset.UtcNow);
            attempt.Add(key);
            var failure = await _runner.RunAsync(key, run, part, build, worker.Device, cancellation).ConfigureAwait(false);
            if (failure is not null) attempt.Fail(failure);
        }
        finally
        {
            attempt.AddSeconds(watch.Elapsed.TotalSeconds);
            execution.Advance(run.Segments[part].Seconds);
            execution.GiveBack(worker);
        }
    }

    /// <summary>A worker's place, and the GPU that belongs to it.</summary>
    private sealed record Worker(string? Device);

    /// <summary>What the runs of one execution share: the workers, the order of builds, the progress.</summary>
    private sealed class Execution : IDisposable
    {
        private readonly double _total;
        private readonly IProgress<ReplayProgress> _progress;
        private readonly ConcurrentQueue<Worker> _free = new();
        private readonly SemaphoreSlim _workers;
        private readonly Lock _gate = new();
        private double _done;

        public Execution(double total, WorkerPool pool, IProgress<ReplayProgress> progress)
        {
            (_total, _progress) = (total, progress);
            var visible = Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
            for (var i = 0; i < pool.Count; i++)
                _free.Enqueue(new Worker(pool.Kind == WorkerKind.Gpu ? visible.ElementAtOrDefault(i) ?? $"{i}" : null));
            _workers = new SemaphoreSlim(pool.Count, pool.Count);
        }

        public SemaphoreSlim BuildGate { get; } = new(1, 1);

        public async Task<Worker> TakeWorkerAsync(CancellationToken cancellation)
        {
            await _workers.WaitAsync(cancellation).ConfigureAwait(false);
            return _free.TryDequeue(out var worker) ? worker : throw new InvalidOperationException("A worker was given out twice.");
        }

        public void GiveBack(Worker worker)
        {
            _free.Enqueue(worker);
            _workers.Release();
        }

        public void Dispose()
        {
            _workers.Dispose();
            BuildGate.Dispose();
        }

        public void Advance(double seconds)
        {
            lock (_gate) _done += seconds;
        }

        public void Report(RunInfo run, ReplayPhase phase, string text)
        {
            double done;
            lock (_gate) done = _total > 0 ? Math.Min(1, _done / _total) : 1;
            _progress.Report(new ReplayProgress(run, phase, done, text));
        }
    }
}
