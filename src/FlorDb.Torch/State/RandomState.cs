using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FlorDb.Torch.Values;

namespace FlorDb.Torch.State;

/// <summary>
/// A <see cref="Random"/>. Its state is in the private fields of one of two algorithms: xoshiro without a seed, a subtractive generator with one.
/// </summary>
internal sealed class RandomState : StateItem
{
    private static readonly FieldInfo? Algorithm = typeof(Random).GetField("_impl", BindingFlags.Instance | BindingFlags.NonPublic);

    private readonly Random _random;

    /// <exception cref="ArgumentException">The generator is the shared one, or of a class of the program's own.</exception>
    public RandomState(string name, Random random)
        : base(name, random)
    {
        _random = random;
        if (Algorithm is null) throw new NotSupportedException("This version of .NET keeps the state of System.Random in another way than FlorDB knows.");
        if (random.GetType() != typeof(Random))
            throw new ArgumentException(
                $"flor.Checkpoints: \"{name}\" is a {random.GetType()}, whose state can't be read. Use a generator of your own: new Random(seed).", nameof(random));
    }

    public override void Capture(IStateSink sink)
    {
        object algorithm = Algorithm!.GetValue(_random)!;
        sink.AddJson(Name, "random", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(nameof(Stored.Algorithm), algorithm.GetType().Name);
            writer.WritePropertyName(nameof(Stored.Fields));
            WriteJson(writer, algorithm);
            writer.WriteEndObject();
        });
    }

    public override void Restore(IStateSource source)
    {
        var stored = source.ReadJson<Stored>(Name);
        var type = typeof(Random).GetNestedType(stored.Algorithm, BindingFlags.NonPublic)
            ?? throw new FlorException($"\"{Name}\" can't be restored: this version of .NET has no random algorithm {stored.Algorithm}.") { ExitCode = FlorExit.Failed };
        object algorithm = RuntimeHelpers.GetUninitializedObject(type);
        Write(algorithm, stored.Fields);
        Algorithm!.SetValue(_random, algorithm);
    }

    private static void WriteJson(Utf8JsonWriter writer, object item)
    {
        writer.WriteStartObject();
        foreach (var field in PlainFields.AllOf(item.GetType()))
        {
            object? value = field.GetValue(item);
            writer.WritePropertyName(field.Name);
            if (PlainFields.IsPlain(field.FieldType)) writer.WritePlain(value);
            else WriteJson(writer, value!);
        }

        writer.WriteEndObject();
    }

    private static void Write(object item, JsonElement fields)
    {
        foreach (var field in PlainFields.AllOf(item.GetType()))
        {
            var json = fields.GetProperty(field.Name);
            if (PlainFields.IsPlain(field.FieldType))
            {
                field.SetValue(item, json.Deserialize(field.FieldType, JsonCells.Options));
                continue;
            }

            object nested = RuntimeHelpers.GetUninitializedObject(field.FieldType);
            Write(nested, json);
            field.SetValue(item, nested);
        }
    }

    /// <summary>The algorithm's class and its fields.</summary>
    private sealed record Stored(string Algorithm, JsonElement Fields);
}
