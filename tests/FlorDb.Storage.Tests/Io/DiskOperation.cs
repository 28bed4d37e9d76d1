namespace FlorDb.Storage.Tests.Io;

/// <summary>What a program asks of a simulated disk.</summary>
internal enum DiskOperation
{
    Create,
    CreateFolder,
    Open,
    Read,
    Write,
    Truncate,
    Flush,
    Map,
    Rename,
    Delete,
    FlushFolder,
    List,
    Lock,
}
