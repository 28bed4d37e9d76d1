using System.Text.Json;

namespace FlorDb.Bench.Checkpoint;

/// <summary>What a process that takes checkpoints says in the end: one line of JSON. Sizes are in bytes, times in seconds.</summary>
/// <param name="StateBytes">The size of the state.</param>
/// <param name="ExtraBytes">The memory that the process had at most, beyond that of the same training without a record.</param>
/// <param name="Regimes">What was measured of each regime.</param>
internal sealed record CheckpointReport(long StateBytes, long ExtraBytes, IReadOnlyList<RegimeReport> Regimes)
{
    public static CheckpointReport Parse(string line) => JsonSerializer.Deserialize<CheckpointReport>(line)!;

    public string ToLine() => JsonSerializer.Serialize(this);
}

/// <summary>Medians of the checkpoints of one regime. Rates are in bytes a second.</summary>
/// <param name="Name">The regime's name.</param>
/// <param name="ChangedBytes">What is changed between two checkpoints.</param>
/// <param name="StallSeconds">From the last statement of an iteration to the first of the next.</param>
/// <param name="CaptureSeconds">How long the capture held the training up, as it is recorded.</param>
/// <param name="CopySeconds">One memcpy of the changed bytes.</param>
/// <param name="StoredBytes">What a checkpoint added to the store.</param>
/// <param name="ZstdBytes">What zstd makes of the changed bytes.</param>
/// <param name="WriteSeconds">How long the background took to write it.</param>
/// <param name="DiskRate">Write + fsync of as many bytes as were stored.</param>
/// <param name="RestoreRate">Reading the last checkpoint into memory.</param>
/// <param name="ReadRate">Reading a plain file from the page cache, by one thread.</param>
/// <param name="ParallelReadRate">The same by all.</param>
internal sealed record RegimeReport(
    string Name, long ChangedBytes, double StallSeconds, double CaptureSeconds, double CopySeconds, double StoredBytes, long ZstdBytes, double WriteSeconds,
    double DiskRate, double RestoreRate, double ReadRate, double ParallelReadRate);
