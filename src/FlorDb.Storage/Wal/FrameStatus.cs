namespace FlorDb.Storage.Wal;

/// <summary>What stands at a place where a frame may begin.</summary>
internal enum FrameStatus
{
    /// <summary>A frame whose checksum is right.</summary>
    Valid,

    /// <summary>Nothing: the log ends here.</summary>
    End,

    /// <summary>Bytes that are no frame: a torn write, or damage.</summary>
    Damaged,
}
