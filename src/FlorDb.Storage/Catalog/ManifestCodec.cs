using System.Collections.Immutable;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Encodes the items of a manifest edit: their number, then for each a type and its fields.</summary>
internal static class ManifestCodec
{
    private const byte SegmentType = 1;
    private const byte WalRetiredType = 2;
    private const byte RunType = 3;
    private const byte ReplayType = 4;
    private const byte PackType = 5;
    private const byte NoticeType = 6;

    public static byte[] Encode(IReadOnlyCollection<ManifestItem> items)
    {
        var writer = new RecordWriter(1024);
        writer.Count(items.Count);
        foreach (var item in items) Write(ref writer, item);
        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no edit.</exception>
    public static ImmutableArray<ManifestItem> Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new RecordReader(payload);
        int count = reader.BoundedCount();
        var items = ImmutableArray.CreateBuilder<ManifestItem>(count);
        for (int i = 0; i < count; i++) items.Add(Read(ref reader));
        return items.MoveToImmutable();
    }

    private static void Write(ref RecordWriter writer, ManifestItem item)
    {
        switch (item)
        {
            case ManifestItem.SegmentAdded added:
                writer.Byte(SegmentType);
                SegmentInfoCodec.Write(ref writer, added.Segment);
                break;
            case ManifestItem.WalRetired retired:
                writer.Byte(WalRetiredType);
                writer.Guid(retired.Last.Writer);
                writer.Count(retired.Last.Number);
                writer.Count(retired.CarryBytes);
                break;
            case ManifestItem.RunSealed run:
                writer.Byte(RunType);
                HeaderCodec.Write(ref writer, run.Header);
                EndCodec.Write(ref writer, run.End);
                break;
            case ManifestItem.ReplaySealed replay:
                writer.Byte(ReplayType);
                HeaderCodec.Write(ref writer, replay.Header);
                writer.Bool(replay.Summary is not null);
                if (replay.Summary is { } summary) EndCodec.Write(ref writer, summary);
                break;
            case ManifestItem.PackSealed pack:
                writer.Byte(PackType);
                writer.Text(pack.FileName);
                break;
            case ManifestItem.Noticed { Notice: var notice }:
                writer.Byte(NoticeType);
                writer.Text(notice.File);
                writer.Count(notice.Offset);
                writer.Text(notice.Text);
                break;
        }
    }

    private static ManifestItem Read(ref RecordReader reader)
    {
        byte type = reader.Byte();
        switch (type)
        {
            case SegmentType: return new ManifestItem.SegmentAdded(SegmentInfoCodec.Read(ref reader));
            case WalRetiredType: return new ManifestItem.WalRetired(new WalId(reader.Guid(), reader.Count()), reader.Count());
            case RunType: return new ManifestItem.RunSealed(HeaderCodec.ReadRun(ref reader), EndCodec.ReadRun(ref reader));
            case ReplayType: return new ManifestItem.ReplaySealed(HeaderCodec.ReadReplay(ref reader), reader.Bool() ? EndCodec.ReadSummary(ref reader) : null);
            case PackType: return new ManifestItem.PackSealed(reader.Text());
            case NoticeType: return new ManifestItem.Noticed(new StoreNotice(reader.Text(), reader.Count(), reader.Text()));
            default: throw new InvalidDataException($"{type} is not a type of manifest item");
        }
    }
}
