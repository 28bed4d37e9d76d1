namespace TorchSharp;

/// <summary>Counts of what was made and disposed on one thread, in dispose scopes and outside of them.</summary>
public class ThreadDisposeScopeStatistics
{
    /// <summary>How many disposables were made outside of any scope.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>How many disposables that were in no scope were disposed.</summary>
    public long DisposedOutsideScopeCount { get; internal set; }

    /// <summary>How many disposables were made in a scope.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>How many disposables that were in a scope were disposed, with it or before it.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>How many disposables that were in no scope were put into one.</summary>
    public long AttachedToScopeCount { get; internal set; }

    /// <summary>How many disposables were taken out of all scopes.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>How many of the disposables that were made on this thread are alive.</summary>
    public long ThreadTotalLiveCount =>
        CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutsideScopeCount;

    /// <summary>Sets all counts to zero.</summary>
    public void Reset()
    {
        CreatedOutsideScopeCount = DisposedOutsideScopeCount = CreatedInScopeCount = 0;
        DisposedInScopeCount = AttachedToScopeCount = DetachedFromScopeCount = 0;
    }
}
