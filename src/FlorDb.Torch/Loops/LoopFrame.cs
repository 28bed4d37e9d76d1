using System.Collections.Immutable;
using FlorDb.Storage;

namespace FlorDb.Torch.Loops;

/// <summary>One execution of a loop, or the run as a whole (depth 0), with the iteration that it is in.</summary>
internal sealed class LoopFrame
{
    private readonly Dictionary<string, long> _nextIndices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _occurrences = new(StringComparer.Ordinal);
    private readonly ExceptionInFlight _atEntry = ExceptionInFlight.EnterBlock();

    private LoopFrame(LoopFrame? parent, string name, bool isStored, long? length)
    {
        Parent = parent;
        Name = name;
        IsStored = isStored;
        Length = length;
        Path = parent is null ? LoopPath.Root : parent.Path.Append(name);
        Start = Next = parent?._nextIndices.GetValueOrDefault(name) ?? 0;
    }

    /// <summary>The loop around this one; null for the run as a whole.</summary>
    public LoopFrame? Parent { get; }

    /// <summary>The loop's name.</summary>
    public string Name { get; }

    /// <summary>The loop's path.</summary>
    public LoopPath Path { get; }

    /// <summary>Whether the sequence is a stored collection, so that enumerating it neither uses nor changes other state.</summary>
    public bool IsStored { get; }

    /// <summary>The length of the sequence; null where it is not known, or nobody asks for it.</summary>
    public long? Length { get; }

    /// <summary>The index of the first iteration: a loop that is entered again under the same name goes on counting.</summary>
    public long Start { get; }

    /// <summary>The index of the next iteration.</summary>
    public long Next { get; private set; }

    /// <summary>The index of the current iteration; -1 before the first.</summary>
    public long Current { get; private set; } = -1;

    /// <summary>What the current iteration yielded, when it was plain.</summary>
    public CellValue Value { get; private set; }

    /// <summary>The current iteration as the writer knows it.</summary>
    public ContextId Context { get; set; }

    /// <summary>Whether the loop is still running.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Whether an exception is leaving the loop.</summary>
    public bool IsUnwinding => _atEntry.IsLeavingBlock;

    /// <summary>The indices of the current iteration and of those around it, outermost first.</summary>
    public ImmutableArray<long> Indices => Parent is null ? [] : Parent.Indices.Add(Current);

    public static LoopFrame Root() => new(null, "", isStored: true, length: null);

    /// <summary>Enters a loop in the current iteration.</summary>
    public LoopFrame Enter(string name, bool isStored, long? length) => new(this, name, isStored, length);

    /// <summary>Whether this loop, or one around it, has a name.</summary>
    public bool IsInside(string name) => Parent is not null && (Name == name || Parent.IsInside(name));

    /// <summary>Starts the next iteration.</summary>
    public void Begin(in CellValue value)
    {
        Current = Next;
        Next++;
        Value = value;
        _nextIndices.Clear();
        _occurrences.Clear();
    }

    /// <summary>How often a name was counted before in the current iteration.</summary>
    public int CountOccurrence(string name)
    {
        int before = _occurrences.GetValueOrDefault(name);
        _occurrences[name] = before + 1;
        return before;
    }

    /// <summary>Goes past iterations that are not executed.</summary>
    public void SkipTo(long next) => Next = next;

    /// <summary>Ends the loop, and lets the parent know where a loop of the same name goes on counting.</summary>
    public void Close()
    {
        IsOpen = false;
        if (Parent is not null) Parent._nextIndices[Name] = Next;
    }
}
