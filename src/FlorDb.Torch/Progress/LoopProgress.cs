namespace FlorDb.Torch.Progress;

/// <summary>How far a loop is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Iteration">The number of the current iteration, from 1.</param>
/// <param name="Length">How many there will be; null where that is not known.</param>
/// <param name="Rate">Iterations in a second; null where too little was seen.</param>
/// <param name="Left">The time until its end; null where that can't be said.</param>
internal readonly record struct LoopProgress(string Name, long Iteration, long? Length, double? Rate, TimeSpan? Left);
