using FlorDb.Bench.Running;

namespace FlorDb.Bench.Replay;

/// <summary>What it takes to ask past versions for what they never logged.</summary>
internal static class ReplaySuite
{
    public static Suite Create() => new("replay",
    [
        new HistoryBenchmark("digits", VersionedProgram.Digits, versions: 20, quickVersions: 3, ["--kwargs", "epochs=2"]),
        new HistoryBenchmark("gpt", VersionedProgram.Gpt, versions: 5, quickVersions: 2, ["--kwargs", "epochs=2", "steps=3"]),
        new LongRunBenchmark(),
    ]);
}
