namespace FlorDb.Storage.Io;

/// <summary>What may be done with a mapping.</summary>
internal enum MapAccess
{
    /// <summary>It is only read.</summary>
    Read,

    /// <summary>It is read and written.</summary>
    ReadWrite,
}
