namespace FlorDb.Storage;

/// <summary>What the files of a store are for.</summary>
public enum UsageKind
{
    /// <summary>Write-ahead logs, with the space that is reserved for them, and what sealing has carried over.</summary>
    Wal,

    /// <summary>Segments of logged values.</summary>
    LoopSegments,

    /// <summary>Segments of the ends of loops.</summary>
    LoopEndSegments,

    /// <summary>Segments that list checkpoints.</summary>
    CheckpointSegments,

    /// <summary>Segments that list replay parts.</summary>
    ReplaySegments,

    /// <summary>Segments of summaries.</summary>
    SummarySegments,

    /// <summary>Files beside the segments that the catalog does not name: replaced ones, and those that are being written.</summary>
    UnnamedSegments,

    /// <summary>Packs of checkpoint pages.</summary>
    Packs,

    /// <summary>Indexes of packs.</summary>
    PackIndexes,

    /// <summary>The manifest.</summary>
    Manifest,

    /// <summary>Lock files.</summary>
    Locks,

    /// <summary>Copies of what was damaged, in the folder <c>damaged</c>.</summary>
    Damaged,

    /// <summary>What programs keep in the folder <c>cache</c>: no part of the store.</summary>
    Cache,

    /// <summary>All else.</summary>
    Other,
}
