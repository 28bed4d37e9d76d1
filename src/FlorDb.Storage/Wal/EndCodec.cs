namespace FlorDb.Storage.Wal;

/// <summary>Encodes how runs and replay parts ended.</summary>
internal static class EndCodec
{
    public static void Write(ref RecordWriter writer, RunEnd end)
    {
        writer.Byte((byte)end.State);
        writer.Bool(end.Ticks is not null);
        if (end.Ticks is { } ticks) writer.Count(ticks);
        writer.OptionalText(end.Message);
    }

    public static RunEnd ReadRun(ref RecordReader reader)
    {
        var state = ReadState(ref reader);
        long? ticks = reader.Bool() ? reader.Count() : null;
        return new RunEnd(state, ticks, reader.OptionalText());
    }

    public static void Write(ref RecordWriter writer, ReplaySummary summary)
    {
        writer.Byte((byte)summary.State);
        writer.Float64(summary.Seconds);
        writer.Count(summary.CellsFilled);
        writer.Count(summary.CellsCompared);
        writer.Count(summary.CellsDiverged);
        writer.OptionalText(summary.Message);
    }

    public static ReplaySummary ReadSummary(ref RecordReader reader)
    {
        var state = ReadState(ref reader);
        return new ReplaySummary(state, reader.Float64(), reader.Count(), reader.Count(), reader.Count(), reader.OptionalText());
    }

    private static RunState ReadState(ref RecordReader reader)
    {
        var state = (RunState)reader.Byte();
        return Enum.IsDefined(state) ? state : throw new InvalidDataException($"{(byte)state} is not a state of a run.");
    }
}
