using System.Collections.Immutable;

namespace FlorDb.Replay.Execution;

/// <summary>What a segment's worker needs, whoever starts it.</summary>
/// <param name="Command">The program and its arguments.</param>
/// <param name="Folder">Where it runs.</param>
/// <param name="Environment">Variables to set; null removes one.</param>
/// <param name="Log">The file that takes what it prints.</param>
/// <param name="Threads">How many threads it computes with, as far as the record tells.</param>
internal sealed record WorkerJob(
    ImmutableArray<string> Command, string Folder, IReadOnlyDictionary<string, string?> Environment, string Log, int Threads);
