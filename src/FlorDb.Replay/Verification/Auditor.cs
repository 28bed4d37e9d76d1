using System.Collections.Immutable;
using System.Diagnostics;
using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Propagation;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay.Verification;

/// <summary>
/// Proves replayed cells: trains each patched version again from scratch, into a store of its own, and compares every replayed cell bit for bit.
/// </summary>
public sealed class Auditor
{
    private readonly CodeRepository _repository;

    /// <summary>Makes an auditor.</summary>
    /// <param name="repository">The repository that holds the runs' code. It must stay open.</param>
    public Auditor(CodeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        _repository = repository;
    }

    /// <summary>Audits the replayed cells of a store. Nothing is written to it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runs">The runs to audit; null for all that have replayed cells.</param>
    /// <param name="progress">Is told of each run as it is built and trained.</param>
    /// <param name="cancellation">Stops the re-training.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public async Task<AuditReport> AuditAsync(
        FlorStore store, IReadOnlySet<RunKey>? runs, IProgress<ReplayProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(progress);
        using var snapshot = store.TakeSnapshot();
        var cache = new BuildCache(store.Folder);
        var builder = new VersionBuilder(_repository, cache);
        var groups = ReplayedCells.Read(snapshot, runs);
        var audited = ImmutableArray.CreateBuilder<AuditedRun>();
        foreach (var group in groups)
        {
            var done = (double)audited.Count / groups.Count;
            progress.Report(new ReplayProgress(group.Run, ReplayPhase.Running, done, $"training {group.Run.Header.RunId} again"));
            audited.Add(await AuditAsync(group, cache, builder, cancellation).ConfigureAwait(false));
            progress.Report(new ReplayProgress(group.Run, ReplayPhase.Finished, (double)audited.Count / groups.Count, $"{group.Run.Header.RunId} is compared"));
        }

        return new AuditReport(audited.ToImmutable());
    }

    private static async Task<AuditedRun> AuditAsync(ReplayedCells replayed, BuildCache cache, VersionBuilder builder, CancellationToken cancellation)
    {
        var header = replayed.Run.Header;
        var watch = new Stopwatch();
        var folder = Path.GetFullPath(Path.Combine(cache.Root, "..", "audit", Guid.NewGuid().ToString("n")));
        var (scratch, copy) = (Path.Combine(folder, "store"), Path.Combine(folder, "src"));
        try
        {
            var key = await builder.BuildCommitAsync(header, replayed.PatchedVersionId, cancellation).ConfigureAwait(false);
            var sources = cache.Sources(key);
            await MakeRepositoryAsync(sources, cache.Log(key, "git"), cancellation).ConfigureAwait(false);
            var environment = TrainingCommand.Environment(header);
            LeftOutFiles.Mirror(sources, copy);
            environment["FLOR_STORE"] = scratch;
            var log = cache.Log(key, $"audit-{header.Key}");
            watch.Start();
            var code = await ChildProcess.RunAsync(
                TrainingCommand.Of(header, cache.Output(key)), TrainingCommand.WorkingFolder(header, copy), environment, log, cancellation).ConfigureAwait(false);
            watch.Stop();
            var failure = code == 0 ? null : $"the training ended with exit code {code}:\n{ChildProcess.Tail(log, 6)}";
            if (!FlorStore.Exists(scratch)) return Report(0, failure ?? "the training recorded nothing");
            var (identical, difference) = replayed.CompareWith(scratch);
            return Report(identical, difference ?? failure);
        }
        catch (RefusedException e)
        {
            return Report(0, e.Message);
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }

        AuditedRun Report(long identical, string? message) =>
            new(replayed.Run, replayed.PatchedVersionId, replayed.Cells.Count, identical, watch.Elapsed.TotalSeconds, message);
    }

    // The program records itself as it would anywhere, so it needs a repository: one of its own, not the user's around it.
    private static async Task MakeRepositoryAsync(string folder, string log, CancellationToken cancellation)
    {
        if (Directory.Exists(Path.Combine(folder, ".git"))) return;
        var code = await ChildProcess.RunAsync(["git", "init", "--quiet", "."], folder, new Dictionary<string, string?>(), log, cancellation).ConfigureAwait(false);
        if (code != 0) throw new RefusedException($"git init failed: {ChildProcess.Tail(log, 1)}");
    }
}
