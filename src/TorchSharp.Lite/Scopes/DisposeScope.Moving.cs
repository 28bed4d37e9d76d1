namespace TorchSharp;

public sealed partial class DisposeScope
{
    /// <summary>Moves a disposable to the next scope further out; without one it is detached. It is returned.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        Move(OuterScope, disposable);
        return disposable;
    }

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="MoveToOuter{T}(T)"/>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveAll(OuterScope, disposables);

    /// <summary>Takes a disposable out of the scope, to be disposed by the caller. It is returned.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        Move(null, disposable);
        return disposable;
    }

    /// <inheritdoc cref="Detach{T}(T)"/>
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    /// <inheritdoc cref="Detach{T}(T)"/>
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (Detach(first), Detach(second), Detach(third));

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="Detach{T}(T)"/>
    public void Detach(IEnumerable<IDisposable> disposables) => MoveAll(null, disposables);

    /// <summary>Moves a disposable to another scope; for null it is detached. It is returned.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Move(scope, disposable);
        return disposable;
    }

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second)
        where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public (T1 first, T2 second, T3 third) MoveToOther<T1, T2, T3>(DisposeScope? scope, T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second), MoveToOther(scope, third));

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveAll(scope, disposables);

    /// <inheritdoc cref="MoveToOther{T}(DisposeScope, T)"/>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables) => MoveAll(scope, disposables);

    /// <summary>Puts disposables into this scope, out of whichever they were in.</summary>
    public void Attach(IDisposable disposable) => AttachOne(disposable);

    /// <inheritdoc cref="Attach(IDisposable)"/>
    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="Attach(IDisposable)"/>
    public void Attach(IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables) AttachOne(disposable);
    }

    /// <summary>Disposes all that the scope holds except one, which stays in it and is returned.</summary>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeAllExcept([keep]);
        return keep;
    }

    /// <inheritdoc cref="DisposeEverythingBut{T}(T)"/>
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 keep1, T2 keep2) where T1 : IDisposable where T2 : IDisposable
    {
        DisposeAllExcept([keep1, keep2]);
        return (keep1, keep2);
    }

    /// <inheritdoc cref="DisposeEverythingBut{T}(T)"/>
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 keep1, T2 keep2, T3 keep3)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable
    {
        DisposeAllExcept([keep1, keep2, keep3]);
        return (keep1, keep2, keep3);
    }

    /// <inheritdoc cref="DisposeEverythingBut{T}(T)"/>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeAllExcept(keep);

    /// <inheritdoc cref="DisposeEverythingBut{T}(T)"/>
    public void DisposeEverythingBut(IEnumerable<IDisposable> keep) => DisposeAllExcept([.. keep]);

    private void DisposeAllExcept(ReadOnlySpan<IDisposable> keep)
    {
        var kept = new List<IDisposable>();
        foreach (var disposable in keep)
            if (_disposables.Remove(disposable)) kept.Add(disposable);
        DisposeEverything();
        _disposables.UnionWith(kept);
    }

    private void MoveAll(DisposeScope? target, IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables) Move(target, disposable);
    }

    private void Move(DisposeScope? target, IDisposable disposable)
    {
        if (!_disposables.Remove(disposable)) return;
        if (target is null) _manager.ThreadStatistics.DetachedFromScopeCount++;
        else target.Include(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = target;
    }

    private void AttachOne(IDisposable disposable)
    {
        var tensor = disposable as torch.Tensor;
        if (tensor?.OwningDisposeScope is { } owner) owner._disposables.Remove(disposable);
        else if (!_disposables.Contains(disposable)) _manager.ThreadStatistics.AttachedToScopeCount++;
        Include(disposable);
        if (tensor is not null) tensor.OwningDisposeScope = this;
    }
}
