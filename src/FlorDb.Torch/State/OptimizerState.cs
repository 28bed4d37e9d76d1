using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using FlorDb.Torch.Values;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>
/// An optimizer: the options of each parameter group, learning rates included, and what it remembers of each parameter. TorchSharp's state
/// dictionary gives the live objects; their public members are read and written here, and its tensors overwritten in place.
/// </summary>
internal sealed class OptimizerState(string name, OptimizerHelper optimizer) : StateItem(name, optimizer)
{
    /// <summary>The kind of its tensors. One that does not exist yet is made when it is restored.</summary>
    public const string Kind = "optimizer-tensor";

    private static readonly ConcurrentDictionary<Type, ImmutableArray<FieldInfo>> TensorFields = new();
    private static readonly ConcurrentDictionary<Type, ImmutableArray<MemberInfo>> PlainMembers = new();

    public override void Capture(IStateSink sink)
    {
        using var gradients = no_grad();
        var live = optimizer.state_dict();
        for (int i = 0; i < live.State.Count; i++)
            foreach (var field in TensorsOf(live.State[i]))
                if (field.GetValue(live.State[i]) is Tensor tensor)
                    TensorEntry.Capture(sink, NameOf(i, field), Kind, tensor);
        sink.AddJson(NameOfOptions(), "options", writer =>
        {
            writer.WriteStartObject();
            WriteJson(writer, nameof(OptimizerNumbers.Groups), live.Options);
            WriteJson(writer, nameof(OptimizerNumbers.States), live.State);
            writer.WriteEndObject();
        });
    }

    public override void Restore(IStateSource source)
    {
        using var gradients = no_grad();
        var live = optimizer.state_dict();
        var numbers = source.ReadJson<OptimizerNumbers>(NameOfOptions());
        CheckCount("parameter groups", numbers.Groups.Count, live.Options.Count);
        CheckCount("parameters", numbers.States.Count, live.State.Count);
        var parameters = optimizer.parameters().ToList();
        for (int i = 0; i < live.Options.Count; i++) WritePlain(live.Options[i], numbers.Groups[i]);
        for (int i = 0; i < live.State.Count; i++)
        {
            WritePlain(live.State[i], numbers.States[i]);
            foreach (var field in TensorsOf(live.State[i])) RestoreTensor(source, live.State[i], field, NameOf(i, field), parameters[i].device);
        }
    }

    public override bool Fits(IStateSource source)
    {
        var live = optimizer.state_dict();
        var numbers = source.ReadJson<OptimizerNumbers>(NameOfOptions());
        return numbers.Groups.Count == live.Options.Count && numbers.States.Count == live.State.Count;
    }

    private static void RestoreTensor(IStateSource source, object state, FieldInfo field, string name, Device device)
    {
        var tensor = (Tensor?)field.GetValue(state);
        if (source.Find(name) is not { } entry)
        {
            field.SetValue(state, null);
            tensor?.Dispose();
        }
        else if (tensor is not null)
        {
            TensorEntry.Restore(source, name, Kind, tensor);
        }
        else
        {
            using var scope = NewDisposeScope();
            field.SetValue(state, TensorEntry.Load(source, entry).to(device).DetachFromDisposeScope());
        }
    }

    private static ImmutableArray<FieldInfo> TensorsOf(object state) => TensorFields.GetOrAdd(
        state.GetType(), static type => [.. type.GetFields().Where(field => !field.IsStatic && typeof(Tensor).IsAssignableFrom(field.FieldType))]);

    private static void WriteJson(Utf8JsonWriter writer, string name, IEnumerable<object> items)
    {
        writer.WriteStartArray(name);
        foreach (object item in items)
        {
            writer.WriteStartObject();
            foreach (var member in PlainMembersOf(item)) writer.WritePlain(member.Name, Get(member, item));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePlain(object item, Dictionary<string, JsonElement> values)
    {
        foreach (var member in PlainMembersOf(item))
        {
            if (!values.TryGetValue(member.Name, out var json)) continue;
            object? value = json.Deserialize(TypeOf(member), JsonCells.Options);
            if (member is FieldInfo field) field.SetValue(item, value);
            else ((PropertyInfo)member).SetValue(item, value);
        }
    }

    private static ImmutableArray<MemberInfo> PlainMembersOf(object item) => PlainMembers.GetOrAdd(item.GetType(), static type =>
    [
        .. type.GetFields(BindingFlags.Instance | BindingFlags.Public).Where(field => !field.IsInitOnly).Cast<MemberInfo>()
            .Concat(type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0))
            .Where(member => PlainFields.IsPlain(TypeOf(member)))
            .OrderBy(member => member.Name, StringComparer.Ordinal),
    ]);

    private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    private static object? Get(MemberInfo member, object item) => member is FieldInfo field ? field.GetValue(item) : ((PropertyInfo)member).GetValue(item);

    private void CheckCount(string what, int recorded, int live)
    {
        if (recorded != live)
            throw new FlorException($"\"{Name}\" can't be restored: the checkpoint has {recorded} {what}, the program now has {live}.") { ExitCode = FlorExit.Failed };
    }

    private string NameOf(int parameter, FieldInfo field) => $"{Name}/{parameter}.{field.Name}";

    private string NameOfOptions() => $"{Name}#options";

    /// <summary>All of an optimizer that is not a tensor: per group, and per parameter.</summary>
    private sealed record OptimizerNumbers(List<Dictionary<string, JsonElement>> Groups, List<Dictionary<string, JsonElement>> States);
}
