using System.Collections.Immutable;
using System.Numerics;
using FlorDb.Storage.Segments;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Encodes what the manifest knows of a segment.</summary>
internal static class SegmentInfoCodec
{
    /// <summary>Is added to the kind where length and hash of the file's footer follow its own.</summary>
    private const byte WithFooter = 0x80;
    private static readonly CellKind[] Kinds = Enum.GetValues<CellKind>();
    private static readonly ImmutableArray<CellKind>[] OneKind = Array.ConvertAll(Kinds, kind => ImmutableArray.Create(kind));

    public static void Write(ref RecordWriter writer, SegmentInfo segment)
    {
        writer.Text(segment.FileName);
        writer.Byte((byte)((byte)segment.Kind | (segment.Footer is null ? 0 : WithFooter)));
        writer.Count(segment.Path.Depth);
        foreach (string loop in segment.Path.Loops) writer.Text(loop);
        writer.Count(segment.Bytes);
        writer.Hash(segment.Hash);
        if (segment.Footer is { } footer)
        {
            writer.Count(footer.Bytes);
            writer.Hash(footer.Hash);
        }

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

    public static SegmentInfo Read(ref RecordReader reader)
    {
        string file = reader.Text();
        byte kind = reader.Byte();
        var path = ReadPath(ref reader);
        var (bytes, hash) = (reader.Count(), reader.Hash());
        var footer = (kind & WithFooter) == 0 ? null : new SegmentFooter(reader.Count(), reader.Hash());
        if (footer?.Bytes > bytes) throw new InvalidDataException("the end of a segment is longer than the segment");
        return new SegmentInfo(file, (SegmentKind)(kind & ~WithFooter), path, bytes, hash, footer, ReadNames(ref reader), ReadRuns(ref reader));
    }

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
            names.Add(new LoggedName(name, KindsOf(reader.Varint()), reader.Bool()));
        }

        return names.MoveToImmutable();
    }

    /// <summary>The kinds whose bits are set. Nearly all names have one, and there are many names.</summary>
    private static ImmutableArray<CellKind> KindsOf(ulong bits) =>
        BitOperations.IsPow2(bits) && BitOperations.Log2(bits) < OneKind.Length
            ? OneKind[BitOperations.Log2(bits)]
            : [.. Kinds.Where(kind => (bits >> (int)kind & 1) != 0)];

    private static ImmutableArray<RunRows> ReadRuns(ref RecordReader reader)
    {
        var runs = ImmutableArray.CreateBuilder<RunRows>(reader.BoundedCount());
        for (int i = 0; i < runs.Capacity; i++)
        {
            var run = new RunKey(reader.Guid());
            ReplayKey? replay = reader.Bool() ? new ReplayKey(reader.Guid()) : null;
            long rows = reader.Count();
            runs.Add(new RunRows(run, replay, rows));
        }

        return runs.MoveToImmutable();
    }
}
