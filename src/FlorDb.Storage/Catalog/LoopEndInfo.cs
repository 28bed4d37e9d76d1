using System.Collections.Immutable;

namespace FlorDb.Storage;

/// <summary>The end of one execution of a loop. A loop without one was cut off: by an exception, or by the death of its process.</summary>
/// <param name="Run">The run.</param>
/// <param name="Parent">The indices of the iterations around the loop, outermost first; empty for an outermost loop.</param>
/// <param name="Path">The loop's path.</param>
/// <param name="Iterations">How many iterations of that name the parent has had when the loop ended.</param>
/// <param name="Completed">Whether its sequence was exhausted; false after a <c>break</c> or <c>return</c>.</param>
/// <param name="Seconds">Wall time of the whole loop.</param>
public sealed record LoopEndInfo(RunKey Run, ImmutableArray<long> Parent, LoopPath Path, long Iterations, bool Completed, double Seconds);
