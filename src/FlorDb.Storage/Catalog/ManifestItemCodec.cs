using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Encodes the fields of each type of manifest item.</summary>
internal static class ManifestItemCodec
{
    private const byte SegmentType = 1;
    private const byte WalRetiredType = 2;
    private const byte RunType = 3;
    private const byte ReplayType = 4;
    private const byte PackType = 5;
    private const byte NoticeType = 6;
    private const byte SegmentsReplacedType = 7;
    private const byte PacksReplacedType = 8;
    private const byte PackCondemnedType = 9;
    private const byte PackSparedType = 10;
    private const byte RunsDeletedType = 11;
    private const byte CheckpointsDroppedType = 12;
    private const byte EpochBeganType = 13;
    private const byte FileRemovedType = 14;
    private const byte FilesReclaimedType = 15;
    private const int SmallestHeaderBytes = 32;

    /// <summary>Writes the fields of an item, and returns its type.</summary>
    public static byte Write(ref RecordWriter writer, ManifestItem item)
    {
        switch (item)
        {
            case ManifestItem.SegmentAdded added:
                writer.Raw(added.Segment.Bytes.Span);
                return SegmentType;
            case ManifestItem.WalRetired retired:
                writer.Guid(retired.Last.Writer);
                writer.Count(retired.Last.Number);
                writer.Count(retired.CarryBytes);
                return WalRetiredType;
            case ManifestItem.RunSealed run:
                writer.Raw(run.Run.Bytes.Span);
                return RunType;
            case ManifestItem.ReplaySealed replay:
                writer.Raw(replay.Replay.Bytes.Span);
                return ReplayType;
            case ManifestItem.PackSealed pack:
                writer.Text(pack.FileName);
                return PackType;
            case ManifestItem.Noticed { Notice: var notice }:
                writer.Text(notice.File);
                writer.Count(notice.Offset);
                writer.Text(notice.Text);
                return NoticeType;
            default:
                return WriteRemoval(ref writer, item);
        }
    }

    /// <exception cref="InvalidDataException">The fields are not those of an item of that type.</exception>
    public static ManifestItem Read(byte type, ReadOnlyMemory<byte> fields)
    {
        var reader = new RecordReader(fields.Span);
        switch (type)
        {
            case SegmentType: return new ManifestItem.SegmentAdded(new Encoded<SegmentInfo>(fields, SegmentInfoCodec.Read));
            case WalRetiredType: return new ManifestItem.WalRetired(new WalId(reader.Guid(), reader.Count()), reader.Count());
            case RunType: return new ManifestItem.RunSealed(new Encoded<RunInfo>(WithHeader(fields), ManifestCodec.ReadRun));
            case ReplayType: return new ManifestItem.ReplaySealed(new Encoded<ReplayInfo>(WithHeader(fields), ReplayCodec.Read));
            case PackType: return new ManifestItem.PackSealed(reader.Text());
            case NoticeType: return new ManifestItem.Noticed(new StoreNotice(reader.Text(), reader.Count(), reader.Text()));
            case SegmentsReplacedType: return new ManifestItem.SegmentsReplaced(reader.Texts(), ReadSegments(ref reader, fields));
            case PacksReplacedType: return new ManifestItem.PacksReplaced(reader.Texts(), reader.Texts());
            case PackCondemnedType: return new ManifestItem.PackCondemned(reader.Text(), reader.Count());
            case PackSparedType: return new ManifestItem.PackSpared(reader.Text());
            case RunsDeletedType: return ReadDeletion(ref reader);
            case CheckpointsDroppedType: return new ManifestItem.CheckpointsDropped(new RunKey(reader.Guid()), ReadCheckpoints(ref reader));
            case EpochBeganType: return new ManifestItem.EpochBegan(reader.Count());
            case FileRemovedType: return new ManifestItem.FileRemoved(new RemovedFile(reader.Text(), reader.Count()));
            case FilesReclaimedType: return new ManifestItem.FilesReclaimed(reader.Texts());
            default: throw new InvalidDataException($"{type} is not a type of manifest item");
        }
    }

    /// <summary>Reads over the fields of an item of version 1.</summary>
    /// <exception cref="InvalidDataException">The fields are not those of an item of that type.</exception>
    public static void Skip(byte type, ref RecordReader reader)
    {
        switch (type)
        {
            case SegmentType: SegmentInfoCodec.Read(ref reader); break;
            case WalRetiredType: _ = (reader.Guid(), reader.Count(), reader.Count()); break;
            case RunType: ManifestCodec.ReadRun(ref reader); break;
            case ReplayType: ReplayCodec.ReadFirst(ref reader); break;
            case PackType: reader.Text(); break;
            case NoticeType: _ = (reader.Text(), reader.Count(), reader.Text()); break;
            default: throw new InvalidDataException($"{type} is not a type of manifest item of version 1");
        }
    }

    private static byte WriteRemoval(ref RecordWriter writer, ManifestItem item)
    {
        switch (item)
        {
            case ManifestItem.SegmentsReplaced replaced:
                writer.Texts(replaced.Inputs);
                writer.Count(replaced.Results.Length);
                foreach (var segment in replaced.Results) writer.Bytes(segment.Bytes.Span);
                return SegmentsReplacedType;
            case ManifestItem.PacksReplaced replaced:
                writer.Texts(replaced.Inputs);
                writer.Texts(replaced.Results);
                return PacksReplacedType;
            case ManifestItem.PackCondemned condemned:
                writer.Text(condemned.FileName);
                writer.Count(condemned.Epoch);
                return PackCondemnedType;
            case ManifestItem.PackSpared spared:
                writer.Text(spared.FileName);
                return PackSparedType;
            case ManifestItem.RunsDeleted deleted:
                writer.Count(deleted.Runs.Length);
                foreach (var run in deleted.Runs) writer.Guid(run.Value);
                return RunsDeletedType;
            case ManifestItem.RunSuperseded superseded:
                writer.Count(1);
                writer.Guid(superseded.Run.Value);
                writer.Guid(superseded.By.Value);
                return RunsDeletedType;
            case ManifestItem.CheckpointsDropped dropped:
                writer.Guid(dropped.Run.Value);
                writer.Count(dropped.Checkpoints.Length);
                foreach (var checkpoint in dropped.Checkpoints) CheckpointCodec.Write(ref writer, checkpoint);
                return CheckpointsDroppedType;
            case ManifestItem.EpochBegan began:
                writer.Count(began.Epoch);
                return EpochBeganType;
            case ManifestItem.FileRemoved { File: var file }:
                writer.Text(file.Path);
                writer.Count(file.Epoch);
                return FileRemovedType;
            case ManifestItem.FilesReclaimed reclaimed:
                writer.Texts(reclaimed.Paths);
                return FilesReclaimedType;
            default:
                throw new ArgumentException($"{item.GetType().Name} is no manifest item.", nameof(item));
        }
    }

    /// <summary>The keys of runs and replays are read without decoding the rest, so they must be there.</summary>
    private static ReadOnlyMemory<byte> WithHeader(ReadOnlyMemory<byte> fields) =>
        fields.Length >= SmallestHeaderBytes ? fields : throw new InvalidDataException("a header is shorter than its keys");

    private static ImmutableArray<Encoded<SegmentInfo>> ReadSegments(ref RecordReader reader, ReadOnlyMemory<byte> fields)
    {
        var segments = new Encoded<SegmentInfo>[reader.BoundedCount()];
        for (int i = 0; i < segments.Length; i++)
        {
            int length = reader.Bytes().Length;
            segments[i] = new Encoded<SegmentInfo>(fields.Slice(fields.Length - reader.Remaining - length, length), SegmentInfoCodec.Read);
        }

        return [.. segments];
    }

    /// <summary>To a program that does not know it, a run that another stands in for is a deleted one.</summary>
    private static ManifestItem ReadDeletion(ref RecordReader reader)
    {
        var runs = ReadRuns(ref reader);
        if (reader.Remaining == 0) return new ManifestItem.RunsDeleted(runs);
        if (runs.Length != 1) throw new InvalidDataException($"one run stands in for {runs.Length} others");
        return new ManifestItem.RunSuperseded(runs[0], new RunKey(reader.Guid()));
    }

    private static ImmutableArray<RunKey> ReadRuns(ref RecordReader reader)
    {
        var runs = new RunKey[reader.BoundedCount()];
        for (int i = 0; i < runs.Length; i++) runs[i] = new RunKey(reader.Guid());
        return [.. runs];
    }

    private static ImmutableArray<CheckpointId> ReadCheckpoints(ref RecordReader reader)
    {
        var checkpoints = new CheckpointId[reader.BoundedCount()];
        for (int i = 0; i < checkpoints.Length; i++) checkpoints[i] = CheckpointCodec.ReadId(ref reader);
        return [.. checkpoints];
    }
}
