using System.Collections.Concurrent;
using System.Reflection;

namespace FlorDb.Torch.Loops;

/// <summary>The length of a sequence, where it is known without enumerating it: of a collection, or what a data loader calls its <c>Count</c>.</summary>
internal static class SequenceLength
{
    private const string LoaderName = "DataLoader`2";

    private static readonly ConcurrentDictionary<Type, PropertyInfo?> LoaderCounts = new();

    public static long? Of<T>(IEnumerable<T> sequence) =>
        sequence.TryGetNonEnumeratedCount(out int count) ? count
        : sequence is FlorShuffler shuffler ? shuffler.Count
        : sequence is IReadOnlyCollection<T> collection ? collection.Count
        : LoaderCounts.GetOrAdd(sequence.GetType(), FindLoaderCount)?.GetValue(sequence) as long?;

    /// <summary>Loaders are of many types, which share a generic base type and no interface.</summary>
    private static PropertyInfo? FindLoaderCount(Type type)
    {
        for (var known = type; known is not null; known = known.BaseType)
            if (known.Name == LoaderName) return known.GetProperty("Count", typeof(long));
        return null;
    }
}
