namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Where a message lies in a file.</summary>
/// <param name="Offset">The first byte of the message's prefix.</param>
/// <param name="MetadataLength">The bytes of prefix, metadata and padding.</param>
/// <param name="BodyLength">The bytes of the body that follows.</param>
internal readonly record struct Block(long Offset, int MetadataLength, long BodyLength);
