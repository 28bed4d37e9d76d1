namespace FlorDb.Storage;

/// <summary>
/// The key of one run: a version 7 UUID (RFC 9562), so that keys sort by the time at which their runs started and two runs
/// never share one. The default value belongs to no run.
/// </summary>
/// <param name="Value">The UUID.</param>
public readonly record struct RunKey(Guid Value) : IComparable<RunKey>
{
    /// <summary>Makes a new key for a run that starts at <paramref name="start"/>.</summary>
    public static RunKey Create(DateTimeOffset start) => new(Guid.CreateVersion7(start));

    /// <summary>Reads a key from the text that <see cref="ToString"/> gives.</summary>
    /// <exception cref="FormatException">The text is not a UUID.</exception>
    public static RunKey Parse(string text) => new(Guid.Parse(text));

    /// <summary>Orders keys by start time, then by their random part.</summary>
    public int CompareTo(RunKey other) => Value.CompareTo(other.Value);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(RunKey left, RunKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(RunKey left, RunKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(RunKey left, RunKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(RunKey left, RunKey right) => left.CompareTo(right) >= 0;

    /// <summary>The key as 36 lower-case characters.</summary>
    public override string ToString() => Value.ToString("D");
}
