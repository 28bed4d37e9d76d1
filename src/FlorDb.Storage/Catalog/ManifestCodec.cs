using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Encodes the items of a manifest edit: their number, then for each a type, the length of its fields, and its fields.</summary>
internal static class ManifestCodec
{
    /// <summary>The type of the frames of this version; those of version 1 had 0, and no lengths.</summary>
    public const byte FrameType = 1;

    private const byte FrameTypeOfVersion1 = 0;

    public static byte[] Encode(IReadOnlyCollection<ManifestItem> items)
    {
        var writer = new RecordWriter(1024);
        writer.Count(items.Count);
        foreach (var item in items)
        {
            var fields = new RecordWriter(256);
            writer.Byte(ManifestItemCodec.Write(ref fields, item));
            writer.Bytes(fields.Written);
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no edit.</exception>
    public static IReadOnlyList<ManifestItem> Decode(byte frameType, ReadOnlyMemory<byte> payload)
    {
        if (frameType is not (FrameType or FrameTypeOfVersion1)) throw new InvalidDataException($"{frameType} is not a type of edit");
        var reader = new RecordReader(payload.Span);
        var items = new ManifestItem[reader.BoundedCount()];
        for (int i = 0; i < items.Length; i++)
        {
            byte type = reader.Byte();
            if (frameType == FrameType)
            {
                int length = reader.Bytes().Length;
                items[i] = ManifestItemCodec.Read(type, payload.Slice(payload.Length - reader.Remaining - length, length));
            }
            else
            {
                // Without a length, the fields must be read to find their end.
                int begin = payload.Length - reader.Remaining;
                ManifestItemCodec.Skip(type, ref reader);
                items[i] = ManifestItemCodec.Read(type, payload[begin..^reader.Remaining]);
            }
        }

        return items;
    }

    public static Encoded<SegmentInfo> Encode(SegmentInfo segment)
    {
        var writer = new RecordWriter(256);
        SegmentInfoCodec.Write(ref writer, segment);
        return new Encoded<SegmentInfo>(writer.Written.ToArray(), SegmentInfoCodec.Read);
    }

    public static Encoded<RunInfo> Encode(RunHeader header, RunEnd end)
    {
        var writer = new RecordWriter(1024);
        HeaderCodec.Write(ref writer, header);
        EndCodec.Write(ref writer, end);
        return new Encoded<RunInfo>(writer.Written.ToArray(), ReadRun);
    }

    public static Encoded<ReplayInfo> Encode(ReplayHeader header, ReplaySummary? summary)
    {
        var writer = new RecordWriter(512);
        ReplayCodec.Write(ref writer, new ReplayInfo(header, summary));
        return new Encoded<ReplayInfo>(writer.Written.ToArray(), ReplayCodec.Read);
    }

    public static RunInfo ReadRun(ref RecordReader reader)
    {
        var header = HeaderCodec.ReadRun(ref reader);
        var end = EndCodec.ReadRun(ref reader);
        return new RunInfo(header, end.State, end.Seconds, end.Message);
    }

    /// <summary>The key of a run whose header stands there.</summary>
    public static RunKey KeyOf(Encoded<RunInfo> run) => new(new Guid(run.Bytes.Span[..16], bigEndian: true));

    /// <summary>The run of a replay part whose header stands there.</summary>
    public static RunKey RunOf(Encoded<ReplayInfo> replay) => new(new Guid(replay.Bytes.Span.Slice(16, 16), bigEndian: true));
}
