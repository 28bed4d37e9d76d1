namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? _ofThread;

    private readonly List<DisposeScope> _stack = [];

    private DisposeScopeManager()
    {
    }

    /// <summary>The counts of the current thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => OfThread.ThreadStatistics;

    internal static DisposeScopeManager OfThread => _ofThread ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics ThreadStatistics { get; } = new();

    internal DisposeScope? Current => _stack.Count == 0 ? null : _stack[^1];

    internal DisposeScope Open()
    {
        var scope = new DisposeScope(this, Current);
        _stack.Add(scope);
        return scope;
    }

    internal void Close(DisposeScope scope)
    {
        // Scopes may be closed out of order; those inside then have a new neighbour further out.
        var position = _stack.LastIndexOf(scope);
        if (position < 0) return;
        _stack.RemoveAt(position);
        if (position < _stack.Count) _stack[position].OuterScope = scope.OuterScope;
    }

    /// <summary>Puts a new tensor into the innermost scope, and says which that is.</summary>
    internal static DisposeScope? Register(IDisposable disposable)
    {
        var manager = OfThread;
        if (manager.Current is not { } scope)
        {
            manager.ThreadStatistics.CreatedOutsideScopeCount++;
            return null;
        }
        manager.ThreadStatistics.CreatedInScopeCount++;
        scope.Include(disposable);
        return scope;
    }
}
