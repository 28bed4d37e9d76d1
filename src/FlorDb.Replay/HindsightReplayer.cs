using FlorDb.Query.Hindsight;
using FlorDb.Replay.Execution;
using FlorDb.Replay.Execution.Building;
using FlorDb.Replay.Planning;
using FlorDb.Replay.Propagation;
using FlorDb.Replay.Propagation.Source;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Replay;

/// <summary>
/// Fills missing cells by executing past code versions again, with the newest log statements put in. The user's files, index and branches
/// are never touched: versions are exported to and built in <c>cache/</c> inside of the store's folder. How it works is in spec/replay.md.
/// </summary>
public sealed class HindsightReplayer : IHindsight
{
    private readonly CodeRepository _repository;
    private readonly SourceLibrary _sources;
    private readonly BuildCache _builds;
    private readonly ReplayExecutor _executor;

    /// <summary>Makes a replayer for a store.</summary>
    /// <param name="store">The store that holds the runs and takes the filled cells. It must stay open.</param>
    /// <param name="repository">The repository that holds their code. It must stay open.</param>
    public HindsightReplayer(FlorStore store, CodeRepository repository)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(repository);
        _repository = repository;
        _sources = new SourceLibrary(repository);
        _builds = new BuildCache(store.Folder);
        _executor = new ReplayExecutor(store, repository, _builds);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SourceColumn> SourceColumns(StoreSnapshot snapshot, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var columns = new List<SourceColumn>();
        foreach (var runs in snapshot.Runs.GroupBy(run => ProgramIdentity.Of(run.Header)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Newest(runs.Key, runs) is { } source) columns.AddRange(ColumnsOf(source, runs.Key.FileName));
        }

        return columns;
    }

    /// <inheritdoc/>
    public IReplayPlan Plan(StoreSnapshot snapshot, ReplayRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Workers.Count, 1, nameof(request));
        var (runs, refusals) = new ReplayPlanner(snapshot, _sources, _builds, cancellation).Plan(request);
        return new HindsightPlan(_executor, _repository, request.Workers, runs, refusals);
    }

    private SourceProgram? Newest(ProgramIdentity program, IEnumerable<RunInfo> runs)
    {
        if (_sources.WorkingTree(program) is { } tree) return tree;
        try
        {
            return _sources.Version(runs.Last().Header.VersionId, program);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static IEnumerable<SourceColumn> ColumnsOf(SourceProgram source, string fileName) =>
        (from log in source.Flor.Logs
         from path in source.Calls.PathsOf(log.Syntax)
         select new SourceColumn(log.Name, fileName, path)).Distinct();
}
