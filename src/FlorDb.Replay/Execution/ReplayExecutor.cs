using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Execution.Slurm;
using FlorDb.Replay.Planning;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Verification;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Execution;

/// <summary>Executes plans: builds one version after the other, and hands the segments of those that are built to a launcher of workers.</summary>
internal sealed class ReplayExecutor(FlorStore store, CodeRepository repository, BuildCache cache)
{
    private readonly VersionBuilder _builder = new(repository, cache);

    public async Task<ReplayOutcome> ExecuteAsync(
        ImmutableArray<PlannedRun> runs, WorkerPool pool, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        var meter = new ProgressMeter(runs.Sum(run => run.Seconds), progress);
        ImmutableArray<Attempt> attempts = [.. runs.Select(run => new Attempt(run, meter))];
        try
        {
            await ExecuteAsync(attempts, LauncherOf(pool), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is not over was cancelled; the rest stays.
        }

        using var snapshot = store.TakeSnapshot();
        return new ReplayOutcome([.. attempts.Select(attempt => OutcomeReader.Read(snapshot, attempt))], attempts.Any(attempt => !attempt.IsOver));
    }

    private IWorkerLauncher LauncherOf(WorkerPool pool) => pool.Launcher switch
    {
        WorkerLauncher.Slurm => new SlurmLauncher(store.Folder, pool),
        _ => new LocalLauncher(pool),
    };

    private async Task ExecuteAsync(ImmutableArray<Attempt> attempts, IWorkerLauncher launcher, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var segments = Channel.CreateUnbounded<ISegmentTask>();
        await Task.WhenAll(BuildAsync(attempts, segments.Writer, stop.Token), LaunchAsync(launcher, segments.Reader, stop)).ConfigureAwait(false);
    }

    /// <summary>Without workers there is nothing to build for.</summary>
    private static async Task LaunchAsync(IWorkerLauncher launcher, ChannelReader<ISegmentTask> segments, CancellationTokenSource stop)
    {
        try
        {
            await launcher.RunAsync(segments, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task BuildAsync(ImmutableArray<Attempt> attempts, ChannelWriter<ISegmentTask> segments, CancellationToken cancellation)
    {
        try
        {
            foreach (var attempt in attempts)
            {
                if (await BuildAsync(attempt, cancellation).ConfigureAwait(false) is not { } build) continue;
                for (var part = 0; part < attempt.Planned.Segments.Length; part++)
                    segments.TryWrite(new SegmentTask(store.Folder, cache, attempt, part, build.Commit));
            }
        }
        finally
        {
            segments.Complete();
        }
    }

    /// <returns>The build; null if there can't be one, which the attempt knows then.</returns>
    private async Task<FinishedBuild?> BuildAsync(Attempt attempt, CancellationToken cancellation)
    {
        var (run, header) = (attempt.Planned, attempt.Planned.Run.Header);
        cancellation.ThrowIfCancellationRequested();
        var watch = Stopwatch.StartNew();
        try
        {
            if (cache.Find(BuildKey.Of(header, run.Patch)) is { } known) return known;
            attempt.Report(ReplayPhase.Building, $"building version {header.VersionId[..7]} of {header.RunId}");
            return await _builder.BuildAsync(header, run.Patch, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException e)
        {
            attempt.GiveUp($"version {header.VersionId[..7]}: {e.Message}");
        }
        catch (Exception e) when (WorkerTrouble.IsExpected(e))
        {
            attempt.GiveUp(e.Message);
        }
        finally
        {
            attempt.AddSeconds(watch.Elapsed.TotalSeconds);
            attempt.Advance(run.BuildSeconds);
        }

        return null;
    }
}
