using System.Collections.Immutable;

namespace FlorDb.Storage.Segments;

/// <summary>Some rows of a loop path, as one source holds them: a sealed segment, or a run in a log.</summary>
internal interface ILoopTablePart
{
    LoopPath Path { get; }

    /// <summary>The names that were logged there.</summary>
    ImmutableArray<LoggedName> Names { get; }

    long RowCount { get; }

    /// <summary>Reads the rows of the wanted runs (null for all) with the wanted cells.</summary>
    IEnumerable<LoopBatch> Read(IReadOnlyCollection<string> names, IReadOnlySet<RunKey>? runs);
}
