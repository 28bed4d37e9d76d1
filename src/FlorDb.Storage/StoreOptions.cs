namespace FlorDb.Storage;

/// <summary>Choices for a store; the defaults suit a training program.</summary>
public sealed record StoreOptions
{
    internal const long SmallestWalBytes = 4096;
    internal const long LargestWalBytes = 1L << 30;

    /// <summary>The size at which a writer starts a new WAL file and seals the old one into segments; from 4 KiB to 1 GiB.</summary>
    public long WalBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>When records are made to survive a loss of power.</summary>
    public Durability Durability { get; init; } = Durability.Iteration;

    /// <summary>How often records are flushed with <see cref="Durability.Interval"/>, and how late a flush may be with <see cref="Durability.Iteration"/>; longer than zero.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether small segments are merged on a background thread while this store is written to.</summary>
    public bool CompactsInBackground { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal StoreOptions Check()
    {
        if (WalBytes is < SmallestWalBytes or > LargestWalBytes)
            throw new ArgumentOutOfRangeException(nameof(WalBytes), WalBytes, $"WalBytes must lie between {SmallestWalBytes} and {LargestWalBytes}.");
        if (CommitInterval <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(CommitInterval), CommitInterval, "CommitInterval must be positive.");
        return this;
    }
}
