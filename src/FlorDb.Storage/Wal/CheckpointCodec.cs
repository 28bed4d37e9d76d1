using System.Collections.Immutable;
using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Wal;

/// <summary>Encodes the record that publishes a checkpoint, and what names it afterwards.</summary>
internal static class CheckpointCodec
{
    public static void Write(ref RecordWriter writer, CheckpointInfo checkpoint)
    {
        Write(ref writer, checkpoint.Position);
        writer.Hash(checkpoint.Root);
        writer.Count(checkpoint.Bytes);
        writer.Count(checkpoint.StoredBytes);
        writer.Float64(checkpoint.CaptureSeconds);
        writer.Float64(checkpoint.WriteSeconds);
        writer.Signed(Instant.ToMicroseconds(checkpoint.Timestamp));
        if (checkpoint.Reason is { } reason) Write(ref writer, reason);
    }

    public static CheckpointInfo Read(ref RecordReader reader, RunKey run)
    {
        var checkpoint = new CheckpointInfo(
            run, ReadPosition(ref reader), reader.Hash(), reader.Count(), reader.Count(), reader.Float64(), reader.Float64(), Instant.FromMicroseconds(reader.Signed()));
        return reader.Remaining == 0 ? checkpoint : checkpoint with { Reason = ReadReason(ref reader) };
    }

    public static void Write(ref RecordWriter writer, CheckpointId checkpoint)
    {
        Write(ref writer, checkpoint.Position);
        writer.Hash(checkpoint.Root);
        writer.Signed(Instant.ToMicroseconds(checkpoint.Timestamp));
    }

    public static CheckpointId ReadId(ref RecordReader reader) =>
        new(ReadPosition(ref reader), reader.Hash(), Instant.FromMicroseconds(reader.Signed()));

    private static void Write(ref RecordWriter writer, CheckpointReason reason)
    {
        writer.Text(reason.Policy);
        writer.Count(reason.Executions);
        writer.Count(reason.Taken);
        writer.Count(reason.PassedOver);
        writer.Count(reason.Missed);
        writer.Float64(reason.IterationSeconds);
        writer.Float64(reason.MaterializeSeconds);
        writer.Float64(reason.RestoreRatio);
        writer.Float64(reason.Epsilon);
    }

    private static CheckpointReason ReadReason(ref RecordReader reader) => new()
    {
        Policy = reader.Text(),
        Executions = reader.Count(),
        Taken = reader.Count(),
        PassedOver = reader.Count(),
        Missed = reader.Count(),
        IterationSeconds = reader.Float64(),
        MaterializeSeconds = reader.Float64(),
        RestoreRatio = reader.Float64(),
        Epsilon = reader.Float64(),
    };

    private static void Write(ref RecordWriter writer, CheckpointPosition position)
    {
        writer.Count(position.Path.Depth);
        foreach (string loop in position.Path.Loops) writer.Text(loop);
        writer.Count(position.Indices.Length);
        foreach (long index in position.Indices) writer.Signed(index);
        writer.Byte((byte)position.Moment);
        writer.Count(position.Iterations);
    }

    private static CheckpointPosition ReadPosition(ref RecordReader reader)
    {
        var loops = new string[reader.BoundedCount()];
        for (int i = 0; i < loops.Length; i++) loops[i] = reader.Text();
        var indices = ImmutableArray.CreateBuilder<long>(reader.BoundedCount());
        for (int i = 0; i < indices.Capacity; i++) indices.Add(reader.Signed());
        return new CheckpointPosition(LoopPath.Of(loops), indices.MoveToImmutable(), (CheckpointMoment)reader.Byte(), reader.Count());
    }
}
