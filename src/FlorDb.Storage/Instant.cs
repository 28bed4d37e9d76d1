namespace FlorDb.Storage;

/// <summary>Points in time as the files hold them: microseconds since 1970-01-01T00:00:00Z.</summary>
internal static class Instant
{
    public static long ToMicroseconds(DateTimeOffset value) => CellValue.Of(value).AsMicroseconds();

    public static DateTimeOffset FromMicroseconds(long microseconds)
    {
        const long First = -62_135_596_800_000_000;
        const long Last = 253_402_300_799_999_999;
        return microseconds is >= First and <= Last
            ? DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : throw new InvalidDataException($"{microseconds} microseconds lie outside the years 1 to 9999.");
    }

    /// <summary>Cuts off what is finer than a microsecond.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset value) => FromMicroseconds(ToMicroseconds(value));
}
