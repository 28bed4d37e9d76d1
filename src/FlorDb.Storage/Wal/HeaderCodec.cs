using System.Collections.Immutable;

namespace FlorDb.Storage.Wal;

/// <summary>Encodes the headers of runs.</summary>
internal static class HeaderCodec
{
    private static readonly RecentlyDecoded<string> Texts = new((ref RecordReader reader) => reader.Text());
    private static readonly RecentlyDecoded<ImmutableSortedDictionary<string, string>> Environments = new(ReadEnvironment);

    public static void Write(ref RecordWriter writer, RunHeader header)
    {
        writer.Guid(header.Key.Value);
        writer.Text(header.ProjectId);
        writer.Text(header.RunId);
        writer.Signed(Instant.ToMicroseconds(header.Timestamp));
        writer.Text(header.VersionId);
        writer.Text(header.FileName);
        writer.Texts(header.Arguments);
        writer.Count(header.Environment.Count);
        foreach (var (key, value) in header.Environment)
        {
            writer.Text(key);
            writer.Text(value);
        }
    }

    public static RunHeader ReadRun(ref RecordReader reader) => new()
    {
        Key = new RunKey(reader.Guid()),
        ProjectId = ReadShared(ref reader),
        RunId = reader.Text(),
        Timestamp = Instant.FromMicroseconds(reader.Signed()),
        VersionId = ReadShared(ref reader),
        FileName = ReadShared(ref reader),
        Arguments = reader.Texts(),
        Environment = ReadSharedEnvironment(ref reader),
    };

    /// <summary>A text that many runs have.</summary>
    private static string ReadShared(ref RecordReader reader)
    {
        int start = reader.Position;
        reader.Bytes();
        return Texts.Decode(reader.Since(start));
    }

    private static ImmutableSortedDictionary<string, string> ReadSharedEnvironment(ref RecordReader reader)
    {
        int start = reader.Position;
        for (long texts = 2L * reader.BoundedCount(); texts > 0; texts--) reader.Bytes();
        return Environments.Decode(reader.Since(start));
    }

    private static ImmutableSortedDictionary<string, string> ReadEnvironment(ref RecordReader reader)
    {
        int count = reader.BoundedCount();
        var environment = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string key = reader.Text();
            environment[key] = reader.Text();
        }

        return environment.ToImmutable();
    }
}
