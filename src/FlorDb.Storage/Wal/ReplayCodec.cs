namespace FlorDb.Storage.Wal;

/// <summary>Encodes how replay parts begin and end.</summary>
internal static class ReplayCodec
{
    /// <summary>The fields of a record that begins a replay part.</summary>
    public static void WriteBegin(ref RecordWriter writer, ReplayHeader header)
    {
        Write(ref writer, header);
        if (header.Provenance is { } provenance) Write(ref writer, provenance);
    }

    public static ReplayHeader ReadBegin(ref RecordReader reader)
    {
        var header = ReadHeader(ref reader);
        return reader.Remaining == 0 ? header : header with { Provenance = ReadProvenance(ref reader) };
    }

    /// <summary>The fields of a record that ends a replay part.</summary>
    public static void WriteEnd(ref RecordWriter writer, ReplaySummary summary)
    {
        Write(ref writer, summary);
        if (summary.Times is { } times) Write(ref writer, times);
    }

    public static ReplaySummary ReadEnd(ref RecordReader reader)
    {
        var summary = ReadSummary(ref reader);
        return reader.Remaining == 0 ? summary : summary with { Times = ReadTimes(ref reader) };
    }

    /// <summary>The fields of an item of the manifest.</summary>
    public static void Write(ref RecordWriter writer, ReplayInfo replay)
    {
        Write(ref writer, replay.Header);
        writer.Bool(replay.Summary is not null);
        if (replay.Summary is { } summary) Write(ref writer, summary);
        writer.Bool(replay.Header.Provenance is not null);
        if (replay.Header.Provenance is { } provenance) Write(ref writer, provenance);
        writer.Bool(replay.Summary?.Times is not null);
        if (replay.Summary?.Times is { } times) Write(ref writer, times);
    }

    public static ReplayInfo Read(ref RecordReader reader)
    {
        var replay = ReadFirst(ref reader);
        if (reader.Remaining == 0) return replay;
        var header = reader.Bool() ? replay.Header with { Provenance = ReadProvenance(ref reader) } : replay.Header;
        return new ReplayInfo(header, reader.Bool() && replay.Summary is { } summary ? summary with { Times = ReadTimes(ref reader) } : replay.Summary);
    }

    /// <summary>Reads an item as it was before there was anything behind the summary.</summary>
    public static ReplayInfo ReadFirst(ref RecordReader reader) => new(ReadHeader(ref reader), reader.Bool() ? ReadSummary(ref reader) : null);

    private static void Write(ref RecordWriter writer, ReplayHeader header)
    {
        writer.Guid(header.Key.Value);
        writer.Guid(header.Run.Value);
        writer.Signed(Instant.ToMicroseconds(header.Timestamp));
        writer.Texts(header.Names);
        writer.Text(header.PatchedVersionId);
        writer.Count(header.Part);
        writer.Count(header.Parts);
    }

    private static ReplayHeader ReadHeader(ref RecordReader reader) => new()
    {
        Key = new ReplayKey(reader.Guid()),
        Run = new RunKey(reader.Guid()),
        Timestamp = Instant.FromMicroseconds(reader.Signed()),
        Names = reader.Texts(),
        PatchedVersionId = reader.Text(),
        Part = unchecked((int)reader.Count()),
        Parts = unchecked((int)reader.Count()),
    };

    private static void Write(ref RecordWriter writer, ReplayProvenance provenance)
    {
        writer.Text(provenance.Device);
        writer.Text(provenance.Start);
        writer.Float64(provenance.EstimatedSeconds);
        writer.Float64(provenance.RecordedSeconds);
    }

    private static ReplayProvenance ReadProvenance(ref RecordReader reader) => new(reader.Text(), reader.Text(), reader.Float64(), reader.Float64());

    private static void Write(ref RecordWriter writer, ReplaySummary summary)
    {
        writer.Byte((byte)summary.State);
        writer.Float64(summary.Seconds);
        writer.Count(summary.CellsFilled);
        writer.Count(summary.CellsCompared);
        writer.Count(summary.CellsDiverged);
        writer.OptionalText(summary.Message);
    }

    private static ReplaySummary ReadSummary(ref RecordReader reader)
    {
        var state = EndCodec.ReadState(ref reader);
        return new ReplaySummary(state, reader.Float64(), reader.Count(), reader.Count(), reader.Count(), reader.OptionalText());
    }

    private static void Write(ref RecordWriter writer, ReplayTimes times)
    {
        writer.Float64(times.StartupSeconds);
        writer.Float64(times.RestoreSeconds);
        writer.Count(times.RestoredBytes);
    }

    private static ReplayTimes ReadTimes(ref RecordReader reader) => new(reader.Float64(), reader.Float64(), reader.Count());
}
