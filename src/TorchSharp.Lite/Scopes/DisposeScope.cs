namespace TorchSharp;

/// <summary>
/// Disposes, when it is disposed, the tensors that were made on its thread while it was the innermost scope, unless
/// they were moved or detached.
/// </summary>
public sealed partial class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        OuterScope = outer;
    }

    /// <summary>How many disposables the scope holds.</summary>
    public int DisposablesCount => _disposables.Count;

    /// <summary>What the scope holds, as of now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>Whether the scope holds this very object.</summary>
    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    /// <summary>Disposes all that the scope holds and closes it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        _manager.Close(this);
    }

    /// <summary>Disposes all that the scope holds; the scope stays open.</summary>
    public void DisposeEverything()
    {
        var doomed = _disposables;
        _disposables = new(ReferenceEqualityComparer.Instance);
        foreach (var disposable in doomed)
        {
            _manager.ThreadStatistics.DisposedInScopeCount++;
            disposable.Dispose();
        }
    }

    /// <summary>Takes a disposable that somebody else disposed off the scope's list.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
        if (_disposables.Remove(disposable)) _manager.ThreadStatistics.DisposedInScopeCount++;
    }

    internal void Include(IDisposable disposable) => _disposables.Add(disposable);

    /// <summary>Lets <paramref name="successor"/> take the place of a tensor whose native handle it took over.</summary>
    internal void Replace(torch.Tensor stolen, torch.Tensor successor)
    {
        _disposables.Remove(stolen);
        _disposables.Add(successor);
        stolen.OwningDisposeScope = null;
        successor.OwningDisposeScope = this;
    }
}
