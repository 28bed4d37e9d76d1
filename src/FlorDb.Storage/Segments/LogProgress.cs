namespace FlorDb.Storage.Segments;

/// <summary>
/// How much of a log is read. From that follows how long its columns will be at the end, so that they need not be copied again and again while they
/// grow: memory that was never touched costs next to nothing, unlike memory that is given up.
/// </summary>
internal sealed class LogProgress
{
    private const int MostGrowth = 16;

    /// <summary>The bytes of all files of the log.</summary>
    public long TotalBytes { get; set; }

    /// <summary>The bytes that are read.</summary>
    public long DoneBytes { get; set; }

    /// <summary>The items to make room for in a column that has some already and needs more.</summary>
    public long Expect(int count, long needed)
    {
        double expected = DoneBytes > 0 ? count * 1.1 * TotalBytes / DoneBytes : 0;
        return Math.Max(needed, (long)Math.Clamp(expected, count * 2.0, (double)count * MostGrowth));
    }
}
