namespace FlorDb.Torch.CommandLine;

/// <summary>Which run is to go on.</summary>
/// <param name="Run">Its label, or the beginning of its key; null for the newest that did not come to its end.</param>
internal readonly record struct ResumeTarget(string? Run);
