namespace FlorDb.Storage.Checkpoints;

/// <summary>A page and where it stands in its pack.</summary>
/// <param name="Page">What its header says.</param>
/// <param name="Offset">Where its header begins.</param>
internal readonly record struct PageEntry(PageHeader Page, long Offset)
{
    /// <summary>Where its content begins.</summary>
    public long ContentOffset => Offset + PackLayout.PageHeaderBytes;

    /// <summary>Where the next page begins.</summary>
    public long End => Offset + Page.FrameBytes;
}
