namespace FlorDb.Storage.Io;

/// <summary>What a failure of the disk means for whoever reads of it.</summary>
internal static class DiskFailure
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>What went wrong and, where the disk is full, what to do.</summary>
    public static string Explain(Exception failure) =>
        IsDiskFull(failure) ? $"{failure.Message.TrimEnd('.')}. The disk is full: make room on it, and try again." : failure.Message;

    private static bool IsDiskFull(Exception failure) => failure is IOException && failure.HResult is PosixFile.ErrorNoSpace or WindowsDiskFull;
}
