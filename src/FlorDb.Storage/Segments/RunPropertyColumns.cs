using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The columns of the root path that hold what is known of the run itself. Overlay rows have none of it.</summary>
internal static class RunPropertyColumns
{
    public static void Add(TableBuilder<SealedRows> table, Func<RunImage, RunState> stateOf)
    {
        AddCoded(table, "projid", run => run.Header?.ProjectId);
        AddCoded(table, "runid", run => run.Header?.RunId);
        table.Add("tstamp", ColumnRole.Property, ArrowType.TimestampUtc, part => ConstantColumns.Timestamp(Microseconds(part.Block.Image.Header), part.Count));
        AddCoded(table, "vid", run => run.Header?.VersionId);
        AddCoded(table, "filename", run => run.Header?.FileName);
        AddCoded(table, "$state", run => run.Header is null ? null : stateOf(run).ToString());
        AddCoded(table, "$message", run => run.End?.Message);
        AddJson(table, "$arguments", run => run.Header is { } header ? JsonTexts.Array(header.Arguments) : null);
        AddJson(table, "$environment", run => run.Header is { } header ? JsonTexts.Object(header.Environment) : null);
    }

    private static long? Microseconds(RunHeader? header) => header is null ? null : Instant.ToMicroseconds(header.Timestamp);

    private static void AddCoded(TableBuilder<SealedRows> table, string name, Func<RunImage, string?> read) =>
        table.Add(name, ColumnRole.Property, ArrowType.DictionaryUtf8, part => ConstantColumns.Coded(read(part.Block.Image), part.Count));

    private static void AddJson(TableBuilder<SealedRows> table, string name, Func<RunImage, string?> read) =>
        table.Add(ArrowExtensions.JsonField(name), ColumnRole.Property, part => ConstantColumns.Plain(read(part.Block.Image), part.Count));
}
