namespace FlorDb.Storage.Checkpoints;

/// <summary>
/// How a page's bytes are stored. The numbers are part of the file format: but for the first, they are how many bytes an element of the page has,
/// and the page is taken apart into as many <see cref="BytePlanes"/>.
/// </summary>
internal enum PageCodec : byte
{
    /// <summary>As they are.</summary>
    None = 0,

    /// <summary>Bytes that are no numbers, or numbers of one byte.</summary>
    Planes1 = 1,

    /// <summary>Numbers of two bytes.</summary>
    Planes2 = 2,

    /// <summary>Numbers of four bytes.</summary>
    Planes4 = 4,

    /// <summary>Numbers of eight bytes.</summary>
    Planes8 = 8,
}
