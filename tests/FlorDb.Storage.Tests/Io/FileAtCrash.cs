namespace FlorDb.Storage.Tests.Io;

/// <summary>A file at the moment of a power loss.</summary>
/// <param name="Durable">What its last flush made durable.</param>
/// <param name="Versions">The contents that it has had since, oldest first; none if nothing was written.</param>
internal sealed record FileAtCrash(byte[] Durable, IReadOnlyList<byte[]> Versions);
