namespace FlorDb.Storage.Checkpoints;

/// <summary>How a page's bytes are stored. The numbers are part of the file format.</summary>
internal enum PageCodec : byte
{
    /// <summary>As they are.</summary>
    None = 0,
}
