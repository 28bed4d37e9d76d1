namespace FlorDb.Storage.Arrow;

/// <summary>How the buffers of an Arrow file are stored.</summary>
public enum ArrowCompression
{
    /// <summary>As they are, so that readers can map the file into memory.</summary>
    None,

    /// <summary>By zstd, buffer for buffer, in those batches that become smaller by at least an eighth. Other implementations of Arrow read this too.</summary>
    Zstd,
}
