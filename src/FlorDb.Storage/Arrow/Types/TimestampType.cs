namespace FlorDb.Storage.Arrow;

/// <summary>Points in time as 64-bit counts since 1970-01-01T00:00:00Z.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="TimeZone">The zone to show values in; null for values that belong to no zone.</param>
public sealed record TimestampType(TimeUnit Unit, string? TimeZone) : FixedWidthType
{
    /// <inheritdoc/>
    public override int ByteWidth => sizeof(long);

    private string UnitName => Unit switch
    {
        TimeUnit.Second => "s",
        TimeUnit.Millisecond => "ms",
        TimeUnit.Microsecond => "us",
        _ => "ns",
    };

    /// <inheritdoc/>
    public override string ToString() => TimeZone is null ? $"timestamp({UnitName})" : $"timestamp({UnitName}, {TimeZone})";
}
