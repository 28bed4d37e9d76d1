using System.Text.Json;
using FlorDb.Storage;

namespace FlorDb.Cli.Reports;

/// <summary>The files that a run's version does not hold, as its environment lists them.</summary>
internal static class LeftOutText
{
    /// <summary>The key in the run's environment: a JSON array of objects with a path and a reason.</summary>
    public const string Key = "leftout";

    /// <summary>Each file with its reason; the text as it stands if it is not such a list.</summary>
    public static IEnumerable<(string Path, string Reason)> Read(RunHeader header)
    {
        if (!header.Environment.TryGetValue(Key, out var text)) return [];
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(file => (Property(file, "path"), Property(file, "reason")))];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [(Key, text)];
        }
    }

    private static string Property(JsonElement file, string name) => file.GetProperty(name).GetString() ?? "";
}
