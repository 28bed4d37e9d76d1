namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Where the buffers of a message are, and how they are checked.</summary>
/// <param name="Source">The bytes.</param>
/// <param name="Start">Where the body begins in them.</param>
/// <param name="Checksums">The checksums of the message; null if there are none.</param>
internal sealed record MessageBody(ByteSource Source, long Start, MessageChecksums? Checksums = null);
