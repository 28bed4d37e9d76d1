using System.Text.Json;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>A module's parameters with their gradients and requires_grad, its buffers, and whether each submodule is training.</summary>
internal sealed class ModuleState(string name, nn.Module module, bool withGradients) : StateItem(name, module)
{
    /// <summary>The kind of gradients. One that does not exist yet is made when it is restored.</summary>
    public const string Gradient = "gradient";

    private const string Parameter = "parameter";
    private const string Buffer = "buffer";

    public override void Capture(IStateSink sink)
    {
        using var gradients = no_grad();
        foreach (var (path, parameter) in module.named_parameters())
        {
            TensorEntry.Capture(sink, NameOf(path), Parameter, parameter);
            if (!withGradients) continue;
            using var gradient = parameter.grad;
            if (gradient is not null) TensorEntry.Capture(sink, NameOfGradient(path), Gradient, gradient);
        }

        foreach (var (path, buffer) in ModuleBuffers.Of(module)) TensorEntry.Capture(sink, NameOf(path), Buffer, buffer);
        sink.AddJson(NameOfModes(), "modes", WriteModes);
    }

    public override void Restore(IStateSource source)
    {
        using var gradients = no_grad();
        foreach (var (path, parameter) in module.named_parameters())
        {
            TensorEntry.Restore(source, NameOf(path), Parameter, parameter);
            if (withGradients) RestoreGradient(source, NameOfGradient(path), parameter);
        }

        foreach (var (path, buffer) in ModuleBuffers.Of(module)) TensorEntry.Restore(source, NameOf(path), Buffer, buffer);
        RestoreModes(source.ReadJson<ModuleModes>(NameOfModes()));
        CheckComplete(source);
    }

    private static void RestoreGradient(IStateSource source, string name, Tensor parameter)
    {
        using var live = parameter.grad;
        if (source.Find(name) is not { } entry)
        {
            if (live is not null) parameter.grad = null;
        }
        else if (live is not null)
        {
            TensorEntry.Restore(source, name, Gradient, live);
        }
        else
        {
            using var scope = NewDisposeScope();
            parameter.grad = TensorEntry.Load(source, entry).to(parameter.device);
        }
    }

    private void WriteModes(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(nameof(ModuleModes.Training));
        foreach (var (path, submodule) in ModuleBuffers.WithSelf(module)) writer.WriteBoolean(path, submodule.training);
        writer.WriteEndObject();
        writer.WriteStartObject(nameof(ModuleModes.RequiresGrad));
        foreach (var (path, parameter) in module.named_parameters()) writer.WriteBoolean(path, parameter.requires_grad);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void RestoreModes(ModuleModes modes)
    {
        // Parents come before their submodules, so what a parent's train() sets below it is put right afterwards.
        foreach (var (path, submodule) in ModuleBuffers.WithSelf(module))
            if (modes.Training.TryGetValue(path, out bool training) && submodule.training != training)
                submodule.train(training);
        foreach (var (path, parameter) in module.named_parameters())
            if (modes.RequiresGrad.TryGetValue(path, out bool required) && parameter.requires_grad != required)
                parameter.requires_grad = required;
    }

    private void CheckComplete(IStateSource source)
    {
        var known = module.named_parameters().SelectMany(item => new[] { NameOf(item.name), NameOfGradient(item.name) })
            .Concat(ModuleBuffers.Of(module).Select(item => NameOf(item.Name))).Append(NameOfModes()).ToHashSet(StringComparer.Ordinal);
        if (source.Names.FirstOrDefault(entry => Owns(entry) && !known.Contains(entry)) is { } extra)
            throw new FlorException($"The checkpoint holds \"{extra}\", which the program's module no longer has.") { ExitCode = FlorExit.Failed };
    }

    private string NameOf(string path) => $"{Name}/{path}";

    private string NameOfGradient(string path) => $"{Name}/{path}#grad";

    private string NameOfModes() => $"{Name}#modes";

    /// <summary>Switches of a module, by dotted path; the module itself has the empty path.</summary>
    private sealed record ModuleModes(Dictionary<string, bool> Training, Dictionary<string, bool> RequiresGrad);
}
