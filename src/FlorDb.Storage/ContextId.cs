namespace FlorDb.Storage;

/// <summary>One iteration of a loop in one run, or the run as a whole. Valid for the writer that gave it out.</summary>
/// <param name="Value">Zero for the run as a whole, otherwise counted up from 1.</param>
public readonly record struct ContextId(long Value)
{
    /// <summary>The run as a whole, outside of all loops.</summary>
    public static ContextId Root => default;
}
