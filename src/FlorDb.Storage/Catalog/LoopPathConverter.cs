using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlorDb.Storage.Catalog;

/// <summary>A loop path in JSON: an array of names, outermost first.</summary>
internal sealed class LoopPathConverter : JsonConverter<LoopPath>
{
    public override LoopPath Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LoopPath.Of(JsonSerializer.Deserialize<string[]>(ref reader, options) ?? throw new JsonException("A loop path is missing."));

    public override void Write(Utf8JsonWriter writer, LoopPath value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Loops.ToArray(), options);
}
