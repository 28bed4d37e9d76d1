using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using FlorDb.Storage.Arrow;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Summaries;

namespace FlorDb.Storage.Verification;

/// <summary>Finds out what a segment holds from the file alone, as a manifest that is lost can't tell.</summary>
internal sealed class SegmentDescriber(IStoreFileSystem files, StoreLayout layout)
{
    private const int TrailerBytes = sizeof(int) + 6;

    /// <summary>What a segment holds; null if it can't be read as a whole.</summary>
    public SegmentDescription? TryDescribe(string name)
    {
        try
        {
            using var file = files.OpenForReading(layout.Segment(name));
            if (file.Length > Array.MaxLength) return null;
            var bytes = new byte[file.Length];
            return file.Read(0, bytes) == bytes.Length ? Describe(name, bytes) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or StoreException or ArrowFormatException
            or InvalidDataException or FormatException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static SegmentDescription Describe(string name, byte[] bytes)
    {
        var reader = ArrowFileReader.Open(bytes);
        var metadata = reader.Schema.Metadata;
        var kind = Enum.Parse<SegmentKind>(metadata.Find(SegmentMetadata.KindKey) ?? throw new InvalidDataException("The file is no segment."));
        var path = LoopPath.Of(JsonSerializer.Deserialize<string[]>(metadata.Find(SegmentMetadata.PathKey) ?? "[]")!);
        bool hasChecksums = ZoneMap.TryParse(reader.FooterMetadata.Find(SegmentMetadata.ZonesKey), reader.BatchCount) is not null;
        int footerBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - TrailerBytes)) + TrailerBytes;
        var footer = hasChecksums ? new SegmentFooter(footerBytes, XxHash3.Hash(bytes.AsSpan(bytes.Length - footerBytes))) : null;
        var rows = kind == SegmentKind.Loop ? reader.ReadAll().Select(batch => new SegmentRows(batch, path)).ToList() : [];
        var info = new SegmentInfo(name, kind, path, bytes.Length, XxHash3.Hash(bytes), footer, NamesOf(reader.Schema), Merge(rows.SelectMany(part => part.Runs), footer is null));
        var replays = kind == SegmentKind.Replays ? reader.ReadAll().SelectMany(SystemTables.ReadReplays).ToList() : [];
        return new SegmentDescription(info)
        {
            Started = rows.Select(part => part.FirstStarted).DefaultIfEmpty(long.MaxValue).Min(),
            Keys = [.. rows.SelectMany(part => part.Keys()), .. SystemKeys(kind, reader), .. replays.Select(replay => SegmentRows.Hash($"{replay.Key}"))],
            Runs = path.Depth == 0 ? [.. rows.SelectMany(part => part.ReadRuns())] : [],
            Replays = [.. replays],
        };
    }

    private static IEnumerable<PageHash> SystemKeys(SegmentKind kind, ArrowFileReader reader) => kind switch
    {
        SegmentKind.Checkpoints => reader.ReadAll().SelectMany(SystemTables.ReadCheckpoints)
            .Select(checkpoint => SegmentRows.Hash(
                $"{checkpoint.Run} {checkpoint.Position.Path} {string.Join(',', checkpoint.Position.Indices)} {checkpoint.Position.Moment} {checkpoint.Root} {checkpoint.Timestamp:O}")),
        SegmentKind.LoopEnds => reader.ReadAll().SelectMany(SystemTables.ReadLoopEnds)
            .Select(end => SegmentRows.Hash($"{end.Run} {end.Path} {string.Join(',', end.Parent)} {end.Iterations} {end.Seconds:R}")),
        SegmentKind.Summaries => reader.ReadAll().SelectMany(SummaryTable.Read).Select(sum => SegmentRows.Hash($"{sum}")),
        _ => [],
    };

    /// <summary>The names that a loop segment has columns for.</summary>
    public static ImmutableArray<LoggedName> NamesOf(Schema schema) => LoopTable.Merge(
        from field in schema.Fields
        let role = field.Metadata.Find(ColumnRole.RoleKey)
        where role is ColumnRole.Cell or ColumnRole.Argument
        let kind = Enum.Parse<CellKind>(field.Metadata.Find(ColumnRole.KindKey) ?? "")
        select new LoggedName(field.Metadata.Find(ColumnRole.NameKey) ?? field.Name, [kind], role == ColumnRole.Argument));

    /// <summary>Whose rows stand one after the other. In version 1 each batch is one of them.</summary>
    private static ImmutableArray<RunRows> Merge(IEnumerable<RunRows> parts, bool isVersion1)
    {
        var merged = new List<RunRows>();
        foreach (var part in parts)
        {
            if (!isVersion1 && merged.Count > 0 && merged[^1] is var last && last.Run == part.Run && last.Replay == part.Replay)
                merged[^1] = last with { RowCount = last.RowCount + part.RowCount };
            else merged.Add(part);
        }

        return [.. merged];
    }
}
