namespace FlorDb.Replay.Planning;

/// <summary>What executing iterations of an outermost loop again takes.</summary>
/// <param name="CanStart">Whether the state before an iteration is known; it always is before the first.</param>
/// <param name="Seconds">The expected time of an iteration.</param>
/// <param name="Restore">The expected time to bring back the state before an iteration that can be started at.</param>
internal sealed record IterationCosts(Func<long, bool> CanStart, Func<long, double> Seconds, Func<long, double> Restore);
