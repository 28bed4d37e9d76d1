namespace FlorDb.Bench.Reporting;

/// <summary>What a figure counts, and which way is better.</summary>
internal sealed record Unit(string Symbol, bool LowerIsBetter)
{
    public static Unit NanosecondsPerCell { get; } = new("ns/cell", true);

    public static Unit NanosecondsPerCall { get; } = new("ns/call", true);

    public static Unit AllocatedPerCall { get; } = new("B/call", true);

    public static Unit CellsPerSecond { get; } = new("cells/s", false);

    public static Unit RowsPerSecond { get; } = new("rows/s", false);

    public static Unit BytesPerCell { get; } = new("B/cell", true);

    public static Unit Seconds { get; } = new("s", true);

    public static Unit Milliseconds { get; } = new("ms", true);

    public static Unit Megabytes { get; } = new("MB", true);

    public static Unit MegabytesPerSecond { get; } = new("MB/s", false);

    public static Unit GigabytesPerSecond { get; } = new("GB/s", false);

    public static Unit Percent { get; } = new("%", true);

    public static Unit Cells { get; } = new("cells", false);

    public static Unit Checkpoints { get; } = new("checkpoints", false);

    public static Unit Errors { get; } = new("errors", true);

    public static Unit Views { get; } = new("views", false);
}
