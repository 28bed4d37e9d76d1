using FlorDb.Bench.Storage;

namespace FlorDb.Bench.Running;

/// <summary>Benchmarks that are run together. A new suite is a further line of <see cref="All"/>.</summary>
internal sealed record Suite(string Name, IReadOnlyList<Benchmark> Benchmarks)
{
    public static IReadOnlyList<Suite> All { get; } = [StorageSuite.Create()];

    public static Suite? Find(string name) => All.FirstOrDefault(suite => suite.Name == name);
}
