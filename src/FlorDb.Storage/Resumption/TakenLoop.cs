namespace FlorDb.Storage.Resumption;

/// <summary>The outermost loop in the middle of which a run was resumed; the default stands for none.</summary>
/// <param name="Loop">Its name.</param>
/// <param name="Ticks">How long its iterations up to there took, in 100 ns.</param>
internal readonly record struct TakenLoop(string? Loop, long Ticks)
{
    public bool Is(ContextId parent, string loop) => parent == ContextId.Root && Loop == loop;

    /// <summary>What the duration of a loop has to be made longer by.</summary>
    public long TicksOf(ContextId parent, string loop) => Is(parent, loop) ? Ticks : 0;
}
