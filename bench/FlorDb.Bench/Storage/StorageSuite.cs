using FlorDb.Bench.Running;
using FlorDb.Bench.Storage.Append;
using FlorDb.Bench.Storage.Compaction;
using FlorDb.Bench.Storage.Open;
using FlorDb.Bench.Storage.Pages;
using FlorDb.Bench.Storage.Recovery;
using FlorDb.Bench.Storage.Writers;

namespace FlorDb.Bench.Storage;

/// <summary>The store against its peers and the machine's limits.</summary>
internal static class StorageSuite
{
    public static Suite Create() => new(
        "storage",
        [new AppendBenchmark(), new SizeBenchmark(), new OpenBenchmark(), new RecoveryBenchmark(), new CompactionBenchmark(), new PagesBenchmark(), new WritersBenchmark()]);
}
