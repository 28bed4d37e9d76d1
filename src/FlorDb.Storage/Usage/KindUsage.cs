namespace FlorDb.Storage;

/// <summary>How much space files of one kind take.</summary>
/// <param name="Kind">What they are for.</param>
/// <param name="Bytes">Their lengths together.</param>
/// <param name="Files">Their number.</param>
public sealed record KindUsage(UsageKind Kind, long Bytes, int Files);
