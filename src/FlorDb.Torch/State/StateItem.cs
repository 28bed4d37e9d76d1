namespace FlorDb.Torch.State;

/// <summary>One registered object: knows how to copy its state out and how to bring it back in place.</summary>
/// <param name="name">The name that it was registered under; its pieces of state are named after it.</param>
/// <param name="target">The object itself.</param>
internal abstract class StateItem(string name, object target)
{
    public string Name { get; } = name;

    public object Target { get; } = target;

    public abstract void Capture(IStateSink sink);

    public abstract void Restore(IStateSource source);

    /// <summary>Whether a state whose pieces have the names and descriptions of the object's own is of the object as it is now.</summary>
    public virtual bool Fits(IStateSource source) => true;

    /// <summary>Whether a piece of state of this name belongs to the object.</summary>
    public bool Owns(string entry) =>
        entry.StartsWith(Name, StringComparison.Ordinal) && (entry.Length == Name.Length || entry[Name.Length] is '/' or '#');
}
