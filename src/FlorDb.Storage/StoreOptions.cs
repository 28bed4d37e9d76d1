namespace FlorDb.Storage;

/// <summary>Choices for a store; the defaults suit a training program.</summary>
public sealed record StoreOptions
{
    internal const long SmallestWalBytes = 4096;
    internal const long LargestWalBytes = 1L << 30;

    /// <summary>The size at which a writer starts a new WAL file and seals the old one into segments; from 4 KiB to 1 GiB.</summary>
    public long WalBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>How often a writer's background group commit makes its records survive a power loss; longer than zero.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether small segments are merged on a background thread while this store is written to.</summary>
    public bool CompactsInBackground { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
