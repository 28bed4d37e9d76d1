namespace FlorDb.Storage.Checkpoints;

/// <summary>How a plane is written. All ways of compressing make a zstd frame: readers need not know which it was.</summary>
internal enum PlaneCoding
{
    /// <summary>As it is: it would hardly shrink.</summary>
    Raw,

    /// <summary>Some bytes are more frequent than others, and that is all.</summary>
    Entropy,

    /// <summary>There are runs of one byte, too.</summary>
    Runs,

    /// <summary>There may be repetitions of any kind.</summary>
    Text,
}
