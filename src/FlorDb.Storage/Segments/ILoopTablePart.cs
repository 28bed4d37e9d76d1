using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Some rows of a loop path, as one source holds them: a sealed segment, or a run in a log.</summary>
internal interface ILoopTablePart
{
    LoopPath Path { get; }

    /// <summary>The names that were logged there.</summary>
    ImmutableArray<LoggedName> Names { get; }

    long RowCount { get; }

    /// <summary>Reads what is wanted; it may give more only where <see cref="LoopScan.CellsOnly"/> and <see cref="LoopScan.MayMatch"/> would leave rows out.</summary>
    IEnumerable<LoopBatch> Read(LoopScan scan);
}
