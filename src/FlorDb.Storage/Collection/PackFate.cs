namespace FlorDb.Storage;

/// <summary>What becomes of a pack in a garbage collection.</summary>
public enum PackFate
{
    /// <summary>It stays: too little of it is unused.</summary>
    Kept,

    /// <summary>It goes; what is in use of it is written anew.</summary>
    Freed,

    /// <summary>It is to go, but a checkpoint that is being written or a snapshot may count on it: the next collection goes on from here.</summary>
    Condemned,

    /// <summary>It stays because a page of it that is in use is damaged, and there is no other copy.</summary>
    Damaged,
}
