namespace FlorDb.Query.Execution;

/// <summary>Sorting that stops soon after it is cancelled.</summary>
internal static class CancellableSort
{
    private const int ComparisonsBetweenChecks = 4096;

    /// <summary>The items in order; those that compare as equal stay in the order in which they came.</summary>
    public static List<T> Sort<T>(IEnumerable<T> items, Comparison<T> compare, CancellationToken cancellation)
    {
        var comparisons = 0;
        var comparer = Comparer<T>.Create((left, right) =>
        {
            if (++comparisons % ComparisonsBetweenChecks == 0) cancellation.ThrowIfCancellationRequested();
            return compare(left, right);
        });
        try
        {
            return [.. items.OrderBy(item => item, comparer)];
        }
        catch (InvalidOperationException sortFailure) when (sortFailure.InnerException is OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw;
        }
    }
}
