using FlorDb.Storage.Arrow;

namespace FlorDb.Storage.Segments;

/// <summary>The columns of the root path that hold what is known of the run itself. Overlay rows have none of it.</summary>
internal static class RunPropertyColumns
{
    public static void Add(TableBuilder<SealedRows> table, Func<RunImage, RunState> stateOf)
    {
        AddCoded(table, "projid", run => run.Header?.ProjectId);
        AddCoded(table, "runid", run => run.Header?.RunId);
        table.Add<PrimitiveBuilder<long>>("tstamp", ColumnRole.Property, ArrowType.TimestampUtc, (builder, part) => ForEachRow(part, run =>
        {
            if (run.Header is { } header) builder.Append(Instant.ToMicroseconds(header.Timestamp));
            else builder.AppendNull();
        }));
        AddCoded(table, "vid", run => run.Header?.VersionId);
        AddCoded(table, "filename", run => run.Header?.FileName);
        AddCoded(table, "$state", run => run.Header is null ? null : stateOf(run).ToString());
        AddCoded(table, "$message", run => run.End?.Message);
        AddJson(table, "$arguments", run => run.Header is { } header ? JsonTexts.Array(header.Arguments) : null);
        AddJson(table, "$environment", run => run.Header is { } header ? JsonTexts.Object(header.Environment) : null);
    }

    private static void AddCoded(TableBuilder<SealedRows> table, string name, Func<RunImage, string?> read) =>
        table.Add<DictionaryBuilder>(name, ColumnRole.Property, ArrowType.DictionaryUtf8, (builder, part) => ForEachRow(part, run =>
        {
            if (read(run) is { } text) builder.Append(text);
            else builder.AppendNull();
        }));

    private static void AddJson(TableBuilder<SealedRows> table, string name, Func<RunImage, string?> read) =>
        table.Add<BinaryBuilder>(ArrowExtensions.JsonField(name), ColumnRole.Property, (builder, part) => ForEachRow(part, run =>
        {
            if (read(run) is { } text) builder.Append(text);
            else builder.AppendNull();
        }));

    private static void ForEachRow(SealedRows part, Action<RunImage> append)
    {
        foreach (int _ in part.Rows) append(part.Block.Image);
    }
}
