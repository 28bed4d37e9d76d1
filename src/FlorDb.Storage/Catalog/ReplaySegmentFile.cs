using System.Text.Json;

namespace FlorDb.Storage.Catalog;

/// <summary>The form of a replay-segment file: JSON of one version.</summary>
internal static class ReplaySegmentFile
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Converters = { new LoopPathConverter() },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static string Format(ReplaySegment segment) => JsonSerializer.Serialize(new Envelope(Version, segment), Options);

    /// <exception cref="StoreException">The text is not a segment file of this version.</exception>
    public static ReplaySegment Parse(string text, string file)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope>(text, Options);
            if (envelope?.Version is { } version and not 0 and not Version)
                throw new StoreException($"The replay segment {file} has version {version}, and this FlorDB reads version {Version}.");
            return envelope?.Segment ?? throw new StoreException($"{file} is not a replay segment.");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or ArgumentException)
        {
            throw new StoreException($"{file} is not a replay segment: {failure.Message}", failure);
        }
    }

    private sealed record Envelope(int Version, ReplaySegment Segment);
}
