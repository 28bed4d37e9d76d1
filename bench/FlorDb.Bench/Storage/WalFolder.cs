namespace FlorDb.Bench.Storage;

/// <summary>The logs of a store, which are made at full length and filled with zeros.</summary>
internal static class WalFolder
{
    public static string Of(string store) => Path.Combine(store, "wal");

    public static IEnumerable<string> Files(string store) => Directory.EnumerateFiles(Of(store), "*.wal");

    /// <summary>The bytes up to the last record of each log.</summary>
    public static long UsedBytes(string store) => Files(store).Sum(file => (long)Used(File.ReadAllBytes(file)).Length);

    public static ReadOnlySpan<byte> Used(ReadOnlySpan<byte> log) => log[..(log.LastIndexOfAnyExcept((byte)0) + 1)];
}
