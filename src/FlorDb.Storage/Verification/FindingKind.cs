namespace FlorDb.Storage;

/// <summary>What a finding means.</summary>
public enum FindingKind
{
    /// <summary>Something is not as it was written, or is missing. What it held is never shown as data.</summary>
    Damage,

    /// <summary>A file that the store does not use: it takes space and does no harm.</summary>
    Leftover,
}
