using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>A code version, and how it was used.</summary>
internal sealed record VersionUse(string VersionId, RunInfo First, RunInfo Last, long Runs);

/// <summary>The tables <c>versions</c>, <c>checkpoints</c> and <c>replays</c>.</summary>
internal static class CatalogTables
{
    public static Table Checkpoints(StoreSnapshot snapshot)
    {
        var byRun = snapshot.Checkpoints.ToLookup(checkpoint => checkpoint.Run);
        return new ListTable<CheckpointInfo>("checkpoints",
        [
            .. PropertyColumn.Identifying(snapshot.Runs),
            new ListColumn<CheckpointInfo>("path", CellKind.String, item => CellValue.Of(item.Position.Path.ToString())),
            new ListColumn<CheckpointInfo>("iteration", CellKind.Tensor, item => LogsTable.Vector(item.Position.Indices)),
            new ListColumn<CheckpointInfo>("moment", CellKind.String, item => CellValue.Of(NameOf(item.Position.Moment))),
            new ListColumn<CheckpointInfo>("iterations", CellKind.Int64, item => CellValue.Of(item.Position.Iterations)),
            new ListColumn<CheckpointInfo>("captured", CellKind.Timestamp, item => CellValue.Of(item.Timestamp)),
            new ListColumn<CheckpointInfo>("bytes", CellKind.Int64, item => CellValue.Of(item.Bytes)),
            new ListColumn<CheckpointInfo>("stored_bytes", CellKind.Int64, item => CellValue.Of(item.StoredBytes)),
            new ListColumn<CheckpointInfo>("capture_seconds", CellKind.Float64, item => CellValue.Of(item.CaptureSeconds)),
            new ListColumn<CheckpointInfo>("write_seconds", CellKind.Float64, item => CellValue.Of(item.WriteSeconds)),
            Reason("policy", CellKind.String, reason => CellValue.Of(reason.Policy)),
            Reason("executions", CellKind.Int64, reason => CellValue.Of(reason.Executions)),
            Reason("taken", CellKind.Int64, reason => CellValue.Of(reason.Taken)),
            Reason("passed_over", CellKind.Int64, reason => CellValue.Of(reason.PassedOver)),
            Reason("missed", CellKind.Int64, reason => CellValue.Of(reason.Missed)),
            Reason("iteration_seconds", CellKind.Float64, reason => Measured(reason.IterationSeconds)),
            Reason("materialize_seconds", CellKind.Float64, reason => Measured(reason.MaterializeSeconds)),
            Reason("restore_ratio", CellKind.Float64, reason => Measured(reason.RestoreRatio)),
            Reason("epsilon", CellKind.Float64, reason => Measured(reason.Epsilon)),
        ], snapshot.Runs, run => byRun[run.Key]);
    }

    public static Table Replays(StoreSnapshot snapshot)
    {
        var byRun = snapshot.Replays.ToLookup(replay => replay.Header.Run);
        return new ListTable<ReplayInfo>("replays",
        [
            .. PropertyColumn.Identifying(snapshot.Runs),
            new ListColumn<ReplayInfo>("replay", CellKind.String, item => CellValue.Of(item.Key.ToString())),
            new ListColumn<ReplayInfo>("started", CellKind.Timestamp, item => CellValue.Of(item.Header.Timestamp)),
            new ListColumn<ReplayInfo>("names", CellKind.String, item => CellValue.Of(string.Join(", ", item.Header.Names))),
            new ListColumn<ReplayInfo>("patched_vid", CellKind.String, item => CellValue.Of(item.Header.PatchedVersionId)),
            new ListColumn<ReplayInfo>("part", CellKind.Int64, item => CellValue.Of((long)item.Header.Part)),
            new ListColumn<ReplayInfo>("parts", CellKind.Int64, item => CellValue.Of((long)item.Header.Parts)),
            Summary("state", CellKind.String, summary => CellValue.Of(PropertyColumn.StateName(summary.State))),
            Summary("seconds", CellKind.Float64, summary => CellValue.Of(summary.Seconds)),
            Summary("filled", CellKind.Int64, summary => CellValue.Of(summary.CellsFilled)),
            Summary("compared", CellKind.Int64, summary => CellValue.Of(summary.CellsCompared)),
            Summary("diverged", CellKind.Int64, summary => CellValue.Of(summary.CellsDiverged)),
            new ListColumn<ReplayInfo>("verified", CellKind.Boolean, item => CellValue.Of(item.Verified)),
            Summary("message", CellKind.String, summary => summary.Message is { } message ? CellValue.Of(message) : CellValue.Null),
            Provenance("device", CellKind.String, provenance => CellValue.Of(provenance.Device)),
            Provenance("start", CellKind.String, provenance => CellValue.Of(provenance.Start)),
            Provenance("estimated_seconds", CellKind.Float64, provenance => CellValue.Of(provenance.EstimatedSeconds)),
            Provenance("recorded_seconds", CellKind.Float64, provenance => CellValue.Of(provenance.RecordedSeconds)),
            Times("startup_seconds", CellKind.Float64, times => CellValue.Of(times.StartupSeconds)),
            Times("restore_seconds", CellKind.Float64, times => CellValue.Of(times.RestoreSeconds)),
            Times("restored_bytes", CellKind.Int64, times => CellValue.Of(times.RestoredBytes)),
        ], snapshot.Runs, run => byRun[run.Key]);
    }

    /// <summary>One row for each version of each project; its run properties are those of the first run.</summary>
    public static Table Versions(StoreSnapshot snapshot)
    {
        var byFirstRun = snapshot.RunGroups.Select(group => group.Lead)
            .GroupBy(run => (run.Header.ProjectId, run.Header.VersionId))
            .Select(runs => new VersionUse(runs.Key.VersionId, runs.First(), runs.Last(), runs.Count()))
            .ToLookup(version => version.First.Key);
        return new ListTable<VersionUse>("versions",
        [
            new ListColumn<VersionUse>("projid", CellKind.String, item => CellValue.Of(item.First.Header.ProjectId)),
            new ListColumn<VersionUse>("vid", CellKind.String, item => CellValue.Of(item.VersionId)),
            new ListColumn<VersionUse>("runs", CellKind.Int64, item => CellValue.Of(item.Runs)),
            new ListColumn<VersionUse>("first_run", CellKind.Timestamp, item => CellValue.Of(item.First.Header.Timestamp)),
            new ListColumn<VersionUse>("last_run", CellKind.Timestamp, item => CellValue.Of(item.Last.Header.Timestamp)),
        ], snapshot.Runs, run => byFirstRun[run.Key]);
    }

    private static ListColumn<ReplayInfo> Summary(string name, CellKind kind, Func<ReplaySummary, CellValue> read) =>
        new(name, kind, item => item.Summary is { } summary ? read(summary) : CellValue.Null);

    private static ListColumn<ReplayInfo> Provenance(string name, CellKind kind, Func<ReplayProvenance, CellValue> read) =>
        new(name, kind, item => item.Header.Provenance is { } provenance ? read(provenance) : CellValue.Null);

    private static ListColumn<ReplayInfo> Times(string name, CellKind kind, Func<ReplayTimes, CellValue> read) =>
        new(name, kind, item => item.Summary?.Times is { } times ? read(times) : CellValue.Null);

    private static ListColumn<CheckpointInfo> Reason(string name, CellKind kind, Func<CheckpointReason, CellValue> read) =>
        new(name, kind, item => item.Reason is { } reason ? read(reason) : CellValue.Null);

    private static CellValue Measured(double number) => double.IsNaN(number) ? CellValue.Null : CellValue.Of(number);

    private static string NameOf(CheckpointMoment moment) => moment switch
    {
        CheckpointMoment.BeforeLoop => "before loop",
        CheckpointMoment.IterationEnd => "iteration end",
        CheckpointMoment.AfterLoop => "after loop",
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "This is not a moment of a checkpoint."),
    };
}
