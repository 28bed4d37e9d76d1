namespace FlorDb.Storage.Wal;

/// <summary>Encodes how runs ended.</summary>
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

    /// <exception cref="InvalidDataException">There is no such state.</exception>
    public static RunState ReadState(ref RecordReader reader)
    {
        var state = (RunState)reader.Byte();
        return Enum.IsDefined(state) ? state : throw new InvalidDataException($"{(byte)state} is not a state of a run.");
    }
}
