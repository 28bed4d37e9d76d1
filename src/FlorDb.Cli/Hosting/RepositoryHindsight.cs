using FlorDb.Query.Hindsight;
using FlorDb.Replay;
using FlorDb.Storage;
using FlorDb.Storage.Versions;

namespace FlorDb.Cli.Hosting;

/// <summary>Fills missing cells from the repository that holds the code of the runs, which is looked for only when a query needs it.</summary>
internal sealed class RepositoryHindsight : IHindsight, IDisposable
{
    private readonly Lazy<CodeRepository?> _repository;
    private readonly Lazy<HindsightReplayer?> _replayer;

    /// <summary>Makes it for a store.</summary>
    public RepositoryHindsight(FlorStore store, Terminal terminal)
    {
        _repository = new Lazy<CodeRepository?>(() => CodeRepository.Discover(store.Folder) ?? CodeRepository.Discover(terminal.Folder));
        _replayer = new Lazy<HindsightReplayer?>(() => _repository.Value is { } repository ? new HindsightReplayer(store, repository) : null);
    }

    /// <summary>The repository that the store lies in, else the one that the current folder lies in.</summary>
    /// <exception cref="CommandException">Neither lies in one.</exception>
    public CodeRepository Repository => _repository.Value ?? throw NoRepository();

    /// <inheritdoc/>
    public IReadOnlyList<SourceColumn> SourceColumns(StoreSnapshot snapshot, CancellationToken cancellation) =>
        _replayer.Value?.SourceColumns(snapshot, cancellation) ?? [];

    /// <inheritdoc/>
    public IReplayPlan Plan(StoreSnapshot snapshot, ReplayRequest request, CancellationToken cancellation) =>
        (_replayer.Value ?? throw NoRepository()).Plan(snapshot, request, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_repository.IsValueCreated) _repository.Value?.Dispose();
    }

    private static CommandException NoRepository() => new(
        "the code of the runs can't be found: neither the store nor the current folder lies in a git repository. "
        + "Start flor in the repository that the training program lies in.");
}
