namespace FlorDb.Storage.Arrow;

/// <summary>What a timestamp counts. The numbers are those of the Arrow format.</summary>
public enum TimeUnit : short
{
    /// <summary>Seconds.</summary>
    Second = 0,

    /// <summary>Thousandths of a second.</summary>
    Millisecond = 1,

    /// <summary>Millionths of a second.</summary>
    Microsecond = 2,

    /// <summary>Billionths of a second.</summary>
    Nanosecond = 3,
}
