namespace FlorDb.Storage.Segments;

/// <summary>What every row of a loop path has beside its cells, wherever the rows come from.</summary>
internal interface ILoopRows
{
    RunKey Run(int row);

    ReplayKey? Replay(int row);

    long Index(int depth, int row);

    CellValue LoopValue(int depth, int row);

    int Occurrence(int row);

    /// <summary>In microseconds since 1970-01-01T00:00:00Z.</summary>
    long Started(int row);

    double? Seconds(int row);
}
