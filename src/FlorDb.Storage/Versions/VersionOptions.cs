namespace FlorDb.Storage.Versions;

/// <summary>What a code version may hold.</summary>
public sealed record VersionOptions
{
    /// <summary>The size in bytes above which new and changed files stay out of a version; 10 MiB if not set.</summary>
    public long FileBytesMax { get; init; } = 10 << 20;

    /// <summary>The store's folder, which stays out of a version; null if it is the default folder <c>.flor</c> at the repository's root, which always does.</summary>
    public string? StoreFolder { get; init; }
}
