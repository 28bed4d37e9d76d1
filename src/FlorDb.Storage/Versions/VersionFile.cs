namespace FlorDb.Storage.Versions;

/// <summary>A file of a code version.</summary>
/// <param name="Path">Its path, relative to the repository's root, with forward slashes.</param>
/// <param name="ContentId">Git's id of its content, in hexadecimal digits: equal for equal bytes. A symbolic link's content is what it points to.</param>
public sealed record VersionFile(string Path, string ContentId);
