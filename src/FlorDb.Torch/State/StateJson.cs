using System.Buffers;
using System.Text.Json;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.State;

/// <summary>
/// Writes what is no tensor as JSON. The serializer would give the same text: written like this, by hand, it takes less than half of the code that has to be compiled while a
/// training begins.
/// </summary>
internal static class StateJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonCells.Options.Encoder };

    /// <summary>Adds a piece of state.</summary>
    public static void AddJson(this IStateSink sink, string name, string kind, Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, Options)) write(writer);
        sink.Add(name, $"{kind} json", text.WrittenSpan);
    }

    /// <summary>Writes a property that holds plain data.</summary>
    public static void WritePlain(this Utf8JsonWriter writer, string name, object? value)
    {
        writer.WritePropertyName(name);
        writer.WritePlain(value);
    }

    /// <summary>Writes plain data; NaN and infinities as strings.</summary>
    /// <exception cref="NotSupportedException">JSON can't hold it.</exception>
    /// <exception cref="JsonException">It contains itself.</exception>
    public static void WritePlain<T>(this Utf8JsonWriter writer, T value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case ulong number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case int[] numbers:
                writer.WriteStartArray();
                foreach (int number in numbers) writer.WriteNumberValue(number);
                writer.WriteEndArray();
                break;
            default:
                JsonSerializer.Serialize(writer, value, JsonCells.Options);
                break;
        }
    }
}
