using System.Collections.Immutable;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Encodes what the manifest knows of a segment.</summary>
internal static class SegmentInfoCodec
{
    private static readonly CellKind[] Kinds = Enum.GetValues<CellKind>();

    public static void Write(ref RecordWriter writer, SegmentInfo segment)
    {
        writer.Text(segment.FileName);
        writer.Byte((byte)segment.Kind);
        writer.Count(segment.Path.Depth);
        foreach (string loop in segment.Path.Loops) writer.Text(loop);
        writer.Count(segment.Bytes);
        writer.UInt64(segment.Hash.High);
        writer.UInt64(segment.Hash.Low);
        writer.Count(segment.Names.Length);
        foreach (var name in segment.Names)
        {
            writer.Text(name.Name);
            writer.Varint(name.Kinds.Aggregate(0UL, (bits, kind) => bits | (1UL << (int)kind)));
            writer.Bool(name.IsArgument);
        }

        writer.Count(segment.Runs.Length);
        foreach (var run in segment.Runs)
        {
            writer.Guid(run.Run.Value);
            writer.Bool(run.Replay is not null);
            if (run.Replay is { } replay) writer.Guid(replay.Value);
            writer.Count(run.RowCount);
        }
    }

    public static SegmentInfo Read(ref RecordReader reader) => new(
        reader.Text(), (SegmentKind)reader.Byte(), ReadPath(ref reader), reader.Count(), new PageHash(reader.UInt64(), reader.UInt64()),
        ReadNames(ref reader), ReadRuns(ref reader));

    private static LoopPath ReadPath(ref RecordReader reader)
    {
        var loops = new string[reader.BoundedCount()];
        for (int i = 0; i < loops.Length; i++) loops[i] = reader.Text();
        return LoopPath.Of(loops);
    }

    private static ImmutableArray<LoggedName> ReadNames(ref RecordReader reader)
    {
        var names = ImmutableArray.CreateBuilder<LoggedName>(reader.BoundedCount());
        for (int i = 0; i < names.Capacity; i++)
        {
            string name = reader.Text();
            ulong kinds = reader.Varint();
            var known = Kinds.Where(kind => (kinds >> (int)kind & 1) != 0);
            names.Add(new LoggedName(name, [.. known], reader.Bool()));
        }

        return names.MoveToImmutable();
    }

    private static ImmutableArray<RunRows> ReadRuns(ref RecordReader reader)
    {
        var runs = ImmutableArray.CreateBuilder<RunRows>(reader.BoundedCount());
        for (int i = 0; i < runs.Capacity; i++)
        {
            var run = new RunKey(reader.Guid());
            ReplayKey? replay = reader.Bool() ? new ReplayKey(reader.Guid()) : null;
            long rows = reader.Count();
            if (rows > int.MaxValue) throw new InvalidDataException("a batch has more rows than Arrow allows");
            runs.Add(new RunRows(run, replay, (int)rows));
        }

        return runs.MoveToImmutable();
    }
}
