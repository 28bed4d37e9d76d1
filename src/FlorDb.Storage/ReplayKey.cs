namespace FlorDb.Storage;

/// <summary>
/// The key of one replay part: one worker's re-execution of some iterations of one run. A version 7 UUID; the cells that
/// the part filled carry it. The default value belongs to no replay.
/// </summary>
/// <param name="Value">The UUID.</param>
public readonly record struct ReplayKey(Guid Value)
{
    /// <summary>Makes a new key for a replay that starts at <paramref name="start"/>.</summary>
    public static ReplayKey Create(DateTimeOffset start) => new(Guid.CreateVersion7(start));

    /// <summary>Reads a key from the text that <see cref="ToString"/> gives.</summary>
    /// <exception cref="FormatException">The text is not a UUID.</exception>
    public static ReplayKey Parse(string text) => new(Guid.Parse(text));

    /// <summary>The key as 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");
}
