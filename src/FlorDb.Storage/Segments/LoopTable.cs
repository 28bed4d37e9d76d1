using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>All that was logged in the iterations of one loop path, over all runs: recorded rows and replayed ones.</summary>
public sealed class LoopTable
{
    internal LoopTable()
    {
    }

    /// <summary>The loops.</summary>
    public LoopPath Path => throw new NotImplementedException();

    /// <summary>The names that were logged there, sorted, each with every kind of value that it has.</summary>
    public ImmutableArray<LoggedName> Names => throw new NotImplementedException();

    /// <summary>The number of rows, replayed ones included.</summary>
    public long RowCount => throw new NotImplementedException();

    /// <summary>
    /// Reads the table's rows. For each run, recorded rows come in the order in which they were written; batches of different runs and
    /// replays come in no particular order.
    /// </summary>
    /// <param name="names">The names whose cells are wanted; others need not be read.</param>
    /// <param name="runs">The runs that are wanted; null for all.</param>
    /// <exception cref="StoreException">A segment is damaged: the message names the file.</exception>
    public IEnumerable<LoopBatch> Read(IReadOnlyCollection<string> names, IReadOnlySet<RunKey>? runs = null) => throw new NotImplementedException();
}
