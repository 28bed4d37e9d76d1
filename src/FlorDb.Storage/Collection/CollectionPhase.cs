namespace FlorDb.Storage;

/// <summary>What a garbage collection is doing.</summary>
public enum CollectionPhase
{
    /// <summary>It finds out which pages are in use.</summary>
    Marking,

    /// <summary>It waits for those who may count on packs that are to go.</summary>
    Waiting,

    /// <summary>It copies the pages in use out of packs that are to go.</summary>
    Copying,
}
