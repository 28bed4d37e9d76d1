using FlorDb.Bench.Checkpoint;
using FlorDb.Bench.Record;
using FlorDb.Bench.Replay;
using FlorDb.Bench.Reporting;
using FlorDb.Bench.Storage;

namespace FlorDb.Bench.Running;

/// <summary>Benchmarks that are run together. A new suite is a further line of <see cref="All"/>.</summary>
internal sealed record Suite(string Name, IReadOnlyList<Benchmark> Benchmarks)
{
    public static IReadOnlyList<Suite> All { get; } = [StorageSuite.Create(), RecordSuite.Create(), CheckpointSuite.Create(), ReplaySuite.Create()];

    /// <summary>Figures about the figures of several benchmarks.</summary>
    public Func<IReadOnlyList<Figure>, IEnumerable<Figure>> Summarise { get; init; } = _ => [];

    public static Suite? Find(string name) => All.FirstOrDefault(suite => suite.Name == name);
}
