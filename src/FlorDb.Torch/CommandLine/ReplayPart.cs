namespace FlorDb.Torch.CommandLine;

/// <summary>Which part of a replay this process runs: <c>--replay_flor 2/5</c> is the second of five.</summary>
internal readonly record struct ReplayPart(int Part, int Parts);
