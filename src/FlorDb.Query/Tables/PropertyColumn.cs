using System.Collections.Immutable;
using FlorDb.Query.Binding;
using FlorDb.Query.Execution;
using FlorDb.Query.Values;
using FlorDb.Storage;

namespace FlorDb.Query.Tables;

/// <summary>A property of the run that a row belongs to.</summary>
internal sealed class PropertyColumn(string name, ExpressionType type, Func<RunInfo, CellValue> read) : TableColumn(name, type, ColumnRole.Property)
{
    /// <summary>Every property but <see cref="Rank"/>; the run's key and its message are shown only when they are named.</summary>
    public static ImmutableArray<TableColumn> All { get; } =
    [
        .. Basic,
        new PropertyColumn("state", CellKind.String, run => CellValue.Of(StateName(run.State))),
        new PropertyColumn("seconds", CellKind.Float64, run => run.Seconds is { } seconds ? CellValue.Of(seconds) : CellValue.Null),
        new PropertyColumn("message", CellKind.String, run => run.Message is { } message ? CellValue.Of(message) : CellValue.Null) { IsInStar = false },
    ];

    /// <summary>The properties that tell runs apart; the rank among them where there is one.</summary>
    public static IEnumerable<TableColumn> Identifying(IEnumerable<RunInfo> runs) => [.. Basic, Rank(isUsed: IsAnyRanked(runs))];

    /// <summary>The rank of the process that recorded the row; it is shown only where it is used.</summary>
    public static TableColumn Rank(bool isUsed) =>
        new PropertyColumn("rank", CellKind.Int64, run => run.Header.Rank is { } rank ? CellValue.Of((long)rank) : CellValue.Null) { IsInStar = isUsed };

    /// <summary>Whether some run was recorded by several processes.</summary>
    public static bool IsAnyRanked(IEnumerable<RunInfo> runs) => runs.Any(run => run.Header.Rank is not null);

    private static IEnumerable<TableColumn> Basic =>
    [
        new PropertyColumn("projid", CellKind.String, run => CellValue.Of(run.Header.ProjectId)),
        new PropertyColumn("runid", CellKind.String, run => CellValue.Of(run.Header.RunId)),
        new PropertyColumn("tstamp", CellKind.Timestamp, run => CellValue.Of(run.Header.Timestamp)),
        new PropertyColumn("vid", CellKind.String, run => CellValue.Of(run.Header.VersionId)),
        new PropertyColumn("filename", CellKind.String, run => CellValue.Of(run.Header.FileName)),
        new PropertyColumn("runkey", CellKind.String, run => CellValue.Of(run.Key.ToString())) { IsInStar = false },
    ];

    public CellValue Read(RunInfo run) => read(run);

    public static string StateName(RunState state) => state.ToString().ToLowerInvariant();

    /// <summary>The runs that fulfil a request's condition.</summary>
    public static IEnumerable<RunInfo> Select(IEnumerable<RunInfo> runs, ScanRequest request) =>
        request.RunFilter is null ? runs : runs.Where(run => Truth.Holds(request.RunFilter.Evaluate(PropertyRow(run, request))));

    private static Row PropertyRow(RunInfo run, ScanRequest request) =>
        new([.. request.Columns.Select(column => column is PropertyColumn property ? property.Read(run) : CellValue.Null)]);
}
