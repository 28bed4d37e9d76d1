namespace FlorDb.Storage.Segments;

/// <summary>What the rows of a segment file are. The numbers are part of the file format.</summary>
internal enum SegmentKind : byte
{
    /// <summary>Iterations of one loop path.</summary>
    Loop = 0,

    /// <summary>Ends of loops.</summary>
    LoopEnds = 1,

    /// <summary>Checkpoints.</summary>
    Checkpoints = 2,

    /// <summary>Replay parts.</summary>
    Replays = 3,

    /// <summary>What each run has logged under each name, in short.</summary>
    Summaries = 4,
}
