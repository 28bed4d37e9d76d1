using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlorDb.Storage.Segments;

/// <summary>The small JSON documents that stand in segments.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Array(IEnumerable<string> texts) => JsonSerializer.Serialize(texts, Options);

    public static string Object(IReadOnlyDictionary<string, string> pairs) => JsonSerializer.Serialize(pairs, Options);

    /// <summary>Whose rows each batch holds: objects with <c>run</c>, <c>replay</c> and <c>rows</c>.</summary>
    public static string Runs(IEnumerable<RunRows> runs) => JsonSerializer.Serialize(
        runs.Select(batch => new { run = batch.Run.ToString(), replay = batch.Replay?.ToString(), rows = batch.RowCount }), Options);
}
