namespace FlorDb.Storage.Io;

/// <summary>A file and its length at one moment.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct StoredFile(string Path, long Bytes);
