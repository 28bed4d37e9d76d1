namespace FlorDb.Storage;

/// <summary>What is wanted of a <see cref="LoopTable"/>.</summary>
public sealed record LoopScan
{
    /// <summary>The names whose cells are wanted; others need not be read.</summary>
    public required IReadOnlyCollection<string> Names { get; init; }

    /// <summary>The runs that are wanted; null for all.</summary>
    public IReadOnlySet<RunKey>? Runs { get; init; }

    /// <summary>Whether rows without any of the wanted cells may be left out.</summary>
    public bool CellsOnly { get; init; }

    /// <summary>
    /// Is asked before a batch is read, by what is known of its numbers, and leaves it out by returning false. Not asked for rows of which nothing is known.
    /// </summary>
    public Func<LoopZones, bool> MayMatch { get; init; } = _ => true;
}
