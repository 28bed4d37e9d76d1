namespace FlorDb.Torch;

/// <summary>What happens when the store fails in the middle of a run: the disk is full, or a flush failed.</summary>
public enum OnStoreError
{
    /// <summary>The call that meets the failure throws <see cref="Storage.StoreException"/>.</summary>
    Throw,

    /// <summary>
    /// The training goes on and is no longer recorded: one message on standard error says since when and what to do, and later calls record nothing.
    /// The run shows as interrupted. All that was recorded before is kept.
    /// </summary>
    Warn,
}
