using System.Collections.Immutable;
using FlorDb.Storage.Segments;

namespace FlorDb.Storage;

/// <summary>All that was logged in the iterations of one loop path, over all runs: recorded rows and replayed ones.</summary>
public sealed class LoopTable
{
    private readonly ImmutableArray<ILoopTablePart> _parts;

    internal LoopTable(LoopPath path, ImmutableArray<ILoopTablePart> parts)
    {
        _parts = parts;
        Path = path;
        RowCount = parts.Sum(part => part.RowCount);
        Names = Merge(parts.SelectMany(part => part.Names));
    }

    /// <summary>The loops.</summary>
    public LoopPath Path { get; }

    /// <summary>The names that were logged there, sorted, each with every kind of value that it has.</summary>
    public ImmutableArray<LoggedName> Names { get; }

    /// <summary>The number of rows, replayed ones included.</summary>
    public long RowCount { get; }

    /// <summary>
    /// Reads the table's rows. For each run, recorded rows come in the order in which they were written; rows of different runs and
    /// replays come in no particular order, and a batch may hold several of them.
    /// </summary>
    /// <param name="names">The names whose cells are wanted; others need not be read.</param>
    /// <param name="runs">The runs that are wanted; null for all.</param>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public IEnumerable<LoopBatch> Read(IReadOnlyCollection<string> names, IReadOnlySet<RunKey>? runs = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        return Read(new LoopScan { Names = names, Runs = runs });
    }

    /// <summary>Reads the table's rows, in the order that <see cref="Read(IReadOnlyCollection{string}, IReadOnlySet{RunKey})"/> gives them in.</summary>
    /// <param name="scan">What is wanted: files and batches without any of it are not read.</param>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public IEnumerable<LoopBatch> Read(LoopScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        return _parts.SelectMany(part => part.Read(scan));
    }

    internal static ImmutableArray<LoggedName> Merge(IEnumerable<LoggedName> names) =>
    [
        .. names.GroupBy(name => name.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LoggedName(
                group.Key, [.. group.SelectMany(name => name.Kinds).Distinct().Order()], group.Any(name => name.IsArgument))),
    ];
}
