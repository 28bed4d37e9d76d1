using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlorDb.Storage.Tests.Support;

/// <summary>All runs, rows, cells, checkpoints and pieces of state of a snapshot as lines, as <c>tests/interop/read-store.mjs</c> prints them.</summary>
internal static class FormatReaderText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<string> Of(StoreSnapshot snapshot)
    {
        List<string> lines = [.. snapshot.Runs.Select(Describe), .. snapshot.Checkpoints.SelectMany(checkpoint => Describe(snapshot, checkpoint))];
        foreach (var table in snapshot.Tables)
        {
            string[] names = [.. table.Names.Select(name => name.Name).Distinct()];
            var arguments = table.Names.Where(name => name.IsArgument).Select(name => name.Name).ToHashSet();
            foreach (var batch in table.Read(names))
                for (int row = 0; row < batch.RowCount; row++) lines.AddRange(Describe(table.Path, batch, row, names, arguments));
        }

        return lines;
    }

    private static string Describe(RunInfo run)
    {
        var header = run.Header;
        return Line(
            "run", header.Key.ToString(), header.ProjectId, header.RunId, Whole(Micros(header.Timestamp)), header.VersionId, header.FileName, run.State.ToString());
    }

    private static IEnumerable<string> Describe(StoreSnapshot snapshot, CheckpointInfo checkpoint)
    {
        var position = checkpoint.Position;
        string[] indices = [.. position.Indices.Select(Whole)];
        yield return Line(
            "checkpoint", checkpoint.Run.ToString(), position.Path.Loops, indices, position.Moment.ToString(), Whole(position.Iterations), checkpoint.Root.ToString(),
            Whole(checkpoint.Bytes), Whole(Micros(checkpoint.Timestamp)));
        var reader = snapshot.OpenCheckpoint(checkpoint);
        foreach (var entry in reader.Entries)
        {
            var bytes = new byte[entry.Length];
            reader.Read(entry, bytes);
            yield return Line(
                "entry", checkpoint.Root.ToString(), entry.Name, entry.Description, Whole(entry.Length), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    private static IEnumerable<string> Describe(LoopPath path, LoopBatch batch, int row, string[] names, HashSet<string> arguments)
    {
        string[] indices = [.. Enumerable.Range(0, path.Depth).Select(depth => Whole(batch.Index(depth, row)))];
        object?[] place = [batch.Run(row).ToString(), batch.Replay(row)?.ToString(), path.Loops, indices, batch.Occurrence(row)];
        string? seconds = batch.Seconds(row) is { } number ? Text(CellValue.Of(number)) : null;
        string[] values = [.. Enumerable.Range(0, path.Depth).Select(depth => batch.LoopValue(depth, row)).Select(value => $"{value.Kind} {Text(value)}")];
        yield return Line(["row", .. place, Whole(Micros(batch.Started(row))), seconds, values]);
        foreach (string name in names)
        {
            if (!batch.TryGetCell(name, row, out var value)) continue;
            yield return Line([arguments.Contains(name) ? "argument" : "cell", .. place, name, value.Kind.ToString(), Text(value)]);
        }
    }

    private static string Text(CellValue value) => value.Kind switch
    {
        CellKind.Null => "null",
        CellKind.Boolean => value.AsBoolean() ? "true" : "false",
        CellKind.Int64 => Whole(value.AsInt64()),
        CellKind.Float64 => BitConverter.DoubleToInt64Bits(value.AsFloat64()).ToString("x16", CultureInfo.InvariantCulture),
        CellKind.String => $"\"{value.AsString()}\"",
        CellKind.Timestamp => $"t{Whole(value.AsMicroseconds())}",
        CellKind.Binary => $"x{Convert.ToHexStringLower(value.AsBinary().Span)}",
        CellKind.Json => $"json {value.AsJson()}",
        _ => $"{value.AsTensor().ElementType}[{string.Join(',', value.AsTensor().Shape)}] {Convert.ToHexStringLower(value.AsTensor().Bytes.Span)}",
    };

    private static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Line(params object?[] parts) => JsonSerializer.Serialize(parts, Json);
}
