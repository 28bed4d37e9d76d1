using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlorDb.Storage;

namespace FlorDb.Torch.Values;

/// <summary>Writes any other value as JSON.</summary>
internal static class JsonCells
{
    /// <summary>NaN and infinities as the strings "NaN", "Infinity" and "-Infinity"; fields as well as properties, so that tuples have content.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IncludeFields = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="ArgumentException">The value can't be written as JSON.</exception>
    public static CellValue From<T>(T value)
    {
        try
        {
            return CellValue.OfJson(JsonSerializer.Serialize<object?>(value, Options));
        }
        catch (Exception failure) when (failure is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"A {value?.GetType().Name} can't be logged, since it can't be written as JSON: {failure.Message}", nameof(value), failure);
        }
    }
}
