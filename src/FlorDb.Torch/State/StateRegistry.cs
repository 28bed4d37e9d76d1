using FlorDb.Storage;
using static TorchSharp.torch;

namespace FlorDb.Torch.State;

/// <summary>The objects whose state checkpoints hold, in the order in which they were registered, and torch's own random number generator.</summary>
internal sealed class StateRegistry
{
    private readonly List<StateItem> _items = [new TorchRngState()];

    /// <summary>Whether checkpoints hold gradients.</summary>
    public bool CaptureGradients { get; set; } = true;

    /// <summary>Registers an object of one of the kinds that <see cref="Flor.Checkpoints"/> lists.</summary>
    /// <exception cref="ArgumentException">The name can't be used, or the object is of no such kind.</exception>
    public void Add(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        Add(CreateItem(name, value));
    }

    /// <summary>Registers an item; one of the same name is replaced.</summary>
    /// <exception cref="ArgumentException">The name can't be used.</exception>
    public void Add(StateItem item)
    {
        CheckName(item.Name);
        int at = _items.FindIndex(known => known.Name == item.Name);
        if (at < 0) _items.Add(item);
        else _items[at] = item;
    }

    /// <summary>Whether something is registered under a name.</summary>
    public bool Contains(string name) => _items.Exists(item => item.Name == name);

    public void Capture(IStateSink sink)
    {
        foreach (var item in _items) item.Capture(sink);
    }

    /// <summary>Brings all state back, torch's generator last.</summary>
    /// <exception cref="FlorException">The state does not fit the registered objects.</exception>
    public void Restore(IStateSource source)
    {
        foreach (string entry in source.Names)
            if (!_items.Exists(item => item.Owns(entry)))
                throw new FlorException($"The checkpoint holds \"{entry}\", which the program has not registered at this point.") { ExitCode = FlorExit.Failed };
        for (int i = _items.Count - 1; i >= 0; i--) _items[i].Restore(source);
    }

    /// <summary>
    /// Whether a state is of the objects that are registered now. One of another moment may not be: an optimizer may come later, layers may be added. What a restored
    /// object may have or not have, as a gradient, makes no difference.
    /// </summary>
    public bool Fits(IStateSource source)
    {
        var shape = new StateShape();
        Capture(shape);
        return shape.Fits(source) && _items.TrueForAll(item => item.Fits(source));
    }

    private StateItem CreateItem(string name, object value) => value switch
    {
        nn.Module module => new ModuleState(name, module, CaptureGradients),
        TorchSharp.Modules.OptimizerHelper optimizer => new OptimizerState(name, optimizer),
        optim.lr_scheduler.LRScheduler scheduler => new SchedulerState(name, scheduler),
        Random random => new RandomState(name, random),
        Generator generator => new GeneratorState(name, generator),
        FlorShuffler shuffler => new ShufflerState(name, shuffler),
        _ => throw new ArgumentException(
            $"flor.Checkpoints: \"{name}\" is a {value.GetType()}, which checkpoints can't hold. They hold modules, optimizers that keep their state in "
            + "managed code (all but LBFGS), learning rate schedulers, System.Random, torch.Generator and FlorShuffler; register anything else with flor.Variable.",
            nameof(value)),
    };

    private static void CheckName(string name)
    {
        CellName.Check(name);
        if (name.AsSpan().ContainsAny('/', '#') || name == TorchRngState.EntryName)
            throw new ArgumentException($"Registered state can't be named \"{name}\": the characters / and # and the name {TorchRngState.EntryName} are taken.", nameof(name));
    }
}
