using System.Collections;
using System.Reflection;
using System.Text.Json;
using FlorDb.Torch.Values;
using TorchSharp;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>
/// A learning rate scheduler. TorchSharp's schedulers have no state dictionary, so the plain data in their fields is taken; schedulers that drive
/// other schedulers are followed. What a scheduler shares with its optimizer is the optimizer's state.
/// </summary>
internal sealed class SchedulerState : StateItem
{
    private readonly optim.lr_scheduler.LRScheduler _scheduler;

    /// <exception cref="ArgumentException">The program's own scheduler has a field that checkpoints can't hold.</exception>
    public SchedulerState(string name, optim.lr_scheduler.LRScheduler scheduler)
        : base(name, scheduler)
    {
        _scheduler = scheduler;
        if (Family(scheduler).SelectMany(member => PlainDataOf(member).CountBy(KeyOf)).FirstOrDefault(key => key.Value > 1) is { Key: { } twin })
            throw new ArgumentException($"flor.Checkpoints: the scheduler \"{name}\" has the field {twin} twice, as its class and a base class have the same name. Rename one of them.", nameof(scheduler));
        foreach (var field in PlainFields.AllOf(scheduler.GetType()))
            if (!IsCovered(field))
                throw new ArgumentException(
                    $"flor.Checkpoints: the scheduler \"{name}\" has a field {field.Name} of type {field.FieldType}, which checkpoints can't hold. "
                    + "Make it readonly if it never changes, or keep plain data (numbers, text, lists of them) in it.",
                    nameof(scheduler));
    }

    public override void Capture(IStateSink sink) => sink.AddJson(Name, "scheduler", WriteJson);

    public override void Restore(IStateSource source)
    {
        var pieces = source.ReadJson<List<Dictionary<string, JsonElement>>>(Name);
        var live = Family(_scheduler).ToList();
        if (pieces.Count != live.Count)
            throw new FlorException($"\"{Name}\" can't be restored: the checkpoint has {pieces.Count} schedulers, the program now has {live.Count}.") { ExitCode = FlorExit.Failed };
        foreach (var (scheduler, fields) in live.Zip(pieces)) Write(scheduler, fields);
    }

    private void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var member in Family(_scheduler))
        {
            writer.WriteStartObject();
            foreach (var field in PlainDataOf(member)) writer.WritePlain(KeyOf(field), field.GetValue(member));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(optim.lr_scheduler.LRScheduler scheduler, Dictionary<string, JsonElement> fields)
    {
        foreach (var field in PlainDataOf(scheduler))
            if (fields.TryGetValue(KeyOf(field), out var json))
                field.SetValue(scheduler, json.Deserialize(field.FieldType, JsonCells.Options));
    }

    /// <summary>The scheduler and those that it drives.</summary>
    private static IEnumerable<optim.lr_scheduler.LRScheduler> Family(optim.lr_scheduler.LRScheduler scheduler) =>
        PlainFields.AllOf(scheduler.GetType())
            .Select(field => field.GetValue(scheduler))
            .SelectMany(value => value is IEnumerable many and not string ? many.OfType<optim.lr_scheduler.LRScheduler>() : new[] { value }.OfType<optim.lr_scheduler.LRScheduler>())
            .SelectMany(Family)
            .Prepend(scheduler);

    private static IEnumerable<FieldInfo> PlainDataOf(object scheduler) =>
        PlainFields.AllOf(scheduler.GetType()).Where(field => PlainFields.IsPlain(field.FieldType));

    private static string KeyOf(FieldInfo field) => $"{field.DeclaringType!.Name}.{field.Name}";

    /// <summary>Fields of TorchSharp's own schedulers that are not plain never change after construction.</summary>
    private static bool IsCovered(FieldInfo field) =>
        PlainFields.IsPlain(field.FieldType) || field.IsInitOnly || field.DeclaringType!.Assembly == typeof(torch).Assembly
        || typeof(Delegate).IsAssignableFrom(field.FieldType) || typeof(optim.Optimizer).IsAssignableFrom(field.FieldType)
        || typeof(optim.lr_scheduler.LRScheduler).IsAssignableFrom(field.FieldType);
}
