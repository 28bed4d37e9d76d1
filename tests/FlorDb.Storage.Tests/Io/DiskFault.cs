namespace FlorDb.Storage.Tests.Io;

/// <summary>How an operation fails. One that does not fit the operation is an input/output error.</summary>
internal enum DiskFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>EIO: nothing happens. A flush that fails so loses what it was to flush.</summary>
    Error,

    /// <summary>EACCES, which .NET reports as another exception.</summary>
    Denied,

    /// <summary>ENOSPC after a part of the bytes was written.</summary>
    ShortWrite,
}
