using System.Globalization;
using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>Lays loop ends, checkpoints and replay parts out as Arrow columns.</summary>
internal static class SystemTables
{
    /// <summary>The column with the key of the run that a row belongs to.</summary>
    public const string RunColumn = "run";

    private const string PolicyColumn = "policy";
    private const string DeviceColumn = "device";
    private const string StartupColumn = "startup_seconds";

    public static ArrowTable LoopEnds(IReadOnlyList<LoopEndInfo> ends)
    {
        var table = new SystemTableBuilder<LoopEndInfo>(SegmentKind.LoopEnds, ends);
        table.Coded("run", end => end.Run.ToString());
        table.Texts("loop", end => end.Path.Loops);
        table.Integers("parent", end => end.Parent);
        table.Int64("iterations", end => end.Iterations);
        table.Boolean("completed", end => end.Completed);
        table.Float64("seconds", end => end.Seconds);
        return table.Build();
    }

    public static ArrowTable Checkpoints(IReadOnlyList<CheckpointInfo> checkpoints)
    {
        var table = new SystemTableBuilder<CheckpointInfo>(SegmentKind.Checkpoints, checkpoints);
        table.Coded("run", checkpoint => checkpoint.Run.ToString());
        table.Texts("loop", checkpoint => checkpoint.Position.Path.Loops);
        table.Integers("indices", checkpoint => checkpoint.Position.Indices);
        table.Coded("moment", checkpoint => checkpoint.Position.Moment.ToString());
        table.Int64("iterations", checkpoint => checkpoint.Position.Iterations);
        table.Coded("root", checkpoint => checkpoint.Root.ToString());
        table.Int64("bytes", checkpoint => checkpoint.Bytes);
        table.Int64("stored_bytes", checkpoint => checkpoint.StoredBytes);
        table.Float64("capture_seconds", checkpoint => checkpoint.CaptureSeconds);
        table.Float64("write_seconds", checkpoint => checkpoint.WriteSeconds);
        table.Timestamp("tstamp", checkpoint => checkpoint.Timestamp);
        table.Coded(PolicyColumn, checkpoint => checkpoint.Reason?.Policy);
        table.Int64("executions", checkpoint => checkpoint.Reason?.Executions);
        table.Int64("taken", checkpoint => checkpoint.Reason?.Taken);
        table.Int64("passed_over", checkpoint => checkpoint.Reason?.PassedOver);
        table.Int64("missed", checkpoint => checkpoint.Reason?.Missed);
        table.Float64("iteration_seconds", checkpoint => checkpoint.Reason?.IterationSeconds);
        table.Float64("materialize_seconds", checkpoint => checkpoint.Reason?.MaterializeSeconds);
        table.Float64("restore_ratio", checkpoint => checkpoint.Reason?.RestoreRatio);
        table.Float64("epsilon", checkpoint => checkpoint.Reason?.Epsilon);
        return table.Build();
    }

    public static ArrowTable Replays(IReadOnlyList<ReplayInfo> replays)
    {
        var table = new SystemTableBuilder<ReplayInfo>(SegmentKind.Replays, replays);
        table.Coded("replay", replay => replay.Key.ToString());
        table.Coded("run", replay => replay.Header.Run.ToString());
        table.Timestamp("tstamp", replay => replay.Header.Timestamp);
        table.Texts("names", replay => replay.Header.Names);
        table.Coded("vid", replay => replay.Header.PatchedVersionId);
        table.Int64("part", replay => replay.Header.Part);
        table.Int64("parts", replay => replay.Header.Parts);
        table.Coded("state", replay => (replay.Summary?.State ?? RunState.Interrupted).ToString());
        table.Float64("seconds", replay => replay.Summary?.Seconds);
        table.Int64("cells_filled", replay => replay.Summary?.CellsFilled);
        table.Int64("cells_compared", replay => replay.Summary?.CellsCompared);
        table.Int64("cells_diverged", replay => replay.Summary?.CellsDiverged);
        table.Coded("message", replay => replay.Summary?.Message);
        table.Boolean("verified", replay => replay.Verified);
        table.Coded(DeviceColumn, replay => replay.Header.Provenance?.Device);
        table.Coded("start", replay => replay.Header.Provenance?.Start);
        table.Float64("estimated_seconds", replay => replay.Header.Provenance?.EstimatedSeconds);
        table.Float64("recorded_seconds", replay => replay.Header.Provenance?.RecordedSeconds);
        table.Float64(StartupColumn, replay => replay.Summary?.Times?.StartupSeconds);
        table.Float64("restore_seconds", replay => replay.Summary?.Times?.RestoreSeconds);
        table.Int64("restored_bytes", replay => replay.Summary?.Times?.RestoredBytes);
        return table.Build();
    }

    /// <summary>Reads a segment of loop ends.</summary>
    /// <exception cref="ArrowFormatException">A column is missing or of another type.</exception>
    public static IEnumerable<LoopEndInfo> ReadLoopEnds(RecordBatch batch)
    {
        var table = new SystemTableReader(batch);
        for (int row = 0; row < batch.RowCount; row++)
        {
            yield return new LoopEndInfo(
                RunKey.Parse(table.Text("run", row)), [.. table.Integers("parent", row)], LoopPath.Of(table.Texts("loop", row)),
                table.Int64("iterations", row), table.Boolean("completed", row), table.Float64("seconds", row));
        }
    }

    /// <summary>Reads a segment of checkpoints.</summary>
    /// <exception cref="ArrowFormatException">A column is missing or of another type.</exception>
    public static IEnumerable<CheckpointInfo> ReadCheckpoints(RecordBatch batch)
    {
        var table = new SystemTableReader(batch);
        for (int row = 0; row < batch.RowCount; row++)
        {
            var position = new CheckpointPosition(
                LoopPath.Of(table.Texts("loop", row)), [.. table.Integers("indices", row)],
                Enum.Parse<CheckpointMoment>(table.Text("moment", row)), table.Int64("iterations", row));
            yield return new CheckpointInfo(
                RunKey.Parse(table.Text("run", row)), position, ParseHash(table.Text("root", row)), table.Int64("bytes", row),
                table.Int64("stored_bytes", row), table.Float64("capture_seconds", row), table.Float64("write_seconds", row),
                Instant.FromMicroseconds(table.Int64("tstamp", row)))
            {
                Reason = ReadReason(table, row),
            };
        }
    }

    /// <summary>Reads a segment of replay parts.</summary>
    /// <exception cref="ArrowFormatException">A column is missing or of another type.</exception>
    public static IEnumerable<ReplayInfo> ReadReplays(RecordBatch batch)
    {
        var table = new SystemTableReader(batch);
        for (int row = 0; row < batch.RowCount; row++)
        {
            var header = new ReplayHeader
            {
                Key = ReplayKey.Parse(table.Text("replay", row)),
                Run = RunKey.Parse(table.Text("run", row)),
                Timestamp = Instant.FromMicroseconds(table.Int64("tstamp", row)),
                Names = [.. table.Texts("names", row)],
                PatchedVersionId = table.Text("vid", row),
                Part = (int)table.Int64("part", row),
                Parts = (int)table.Int64("parts", row),
                Provenance = ReadProvenance(table, row),
            };
            var state = Enum.Parse<RunState>(table.Text("state", row));
            yield return new ReplayInfo(header, table.IsNull("seconds", row) ? null : new ReplaySummary(
                state, table.Float64("seconds", row), table.Int64("cells_filled", row), table.Int64("cells_compared", row),
                table.Int64("cells_diverged", row), table.IsNull("message", row) ? null : table.Text("message", row))
            {
                Times = ReadTimes(table, row),
            });
        }
    }

    /// <summary>Why a checkpoint was taken; null in files that were written before that was recorded, and in rows that come from them.</summary>
    private static CheckpointReason? ReadReason(SystemTableReader table, int row) => !table.Has(PolicyColumn) || table.IsNull(PolicyColumn, row) ? null : new CheckpointReason
    {
        Policy = table.Text(PolicyColumn, row),
        Executions = table.Int64("executions", row),
        Taken = table.Int64("taken", row),
        PassedOver = table.Int64("passed_over", row),
        Missed = table.Int64("missed", row),
        IterationSeconds = table.Float64("iteration_seconds", row),
        MaterializeSeconds = table.Float64("materialize_seconds", row),
        RestoreRatio = table.Float64("restore_ratio", row),
        Epsilon = table.Float64("epsilon", row),
    };

    private static ReplayProvenance? ReadProvenance(SystemTableReader table, int row) => !table.Has(DeviceColumn) || table.IsNull(DeviceColumn, row)
        ? null
        : new ReplayProvenance(table.Text(DeviceColumn, row), table.Text("start", row), table.Float64("estimated_seconds", row), table.Float64("recorded_seconds", row));

    private static ReplayTimes? ReadTimes(SystemTableReader table, int row) => !table.Has(StartupColumn) || table.IsNull(StartupColumn, row)
        ? null
        : new ReplayTimes(table.Float64(StartupColumn, row), table.Float64("restore_seconds", row), table.Int64("restored_bytes", row));

    private static PageHash ParseHash(string text) => new(
        ulong.Parse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ulong.Parse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
