namespace FlorDb.Storage;

/// <summary>How far a compaction goes. The defaults merge all that can be merged.</summary>
public sealed record CompactionOptions
{
    /// <summary>
    /// How many neighbouring segments of one loop path and of about the same size there must be before they are merged; 2 or more. A small number makes
    /// few files, a large one writes each row less often.
    /// </summary>
    public int SmallestMerge { get; init; } = 2;

    /// <summary>The size in bytes that a merge may not exceed; segments of half of that size are left as they are.</summary>
    public long LargestSegmentBytes { get; init; } = 256L << 20;

    /// <summary>The part of a segment's rows that must be deleted before it is written anew without them; 0 for any.</summary>
    public double LargestDeletedPart { get; init; }

    /// <summary>About how much memory in bytes the rows may take that are being merged.</summary>
    public long MemoryBytes { get; init; } = 64L << 20;

    /// <summary>No merge is begun after that many bytes were written.</summary>
    public long WriteBytes { get; init; } = long.MaxValue;

    /// <summary>What is done beside a training: seldom, little at once, and only where it pays.</summary>
    internal static CompactionOptions InBackground { get; } =
        new() { SmallestMerge = 16, LargestDeletedPart = 0.5, MemoryBytes = 32L << 20, WriteBytes = 64L << 20 };

    internal CompactionOptions Check()
    {
        if (SmallestMerge < 2) throw new ArgumentOutOfRangeException(nameof(SmallestMerge), SmallestMerge, "Fewer than two segments can't be merged.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LargestSegmentBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MemoryBytes);
        if (LargestDeletedPart is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(LargestDeletedPart), LargestDeletedPart, "A part lies between 0 and 1.");
        return this;
    }
}
