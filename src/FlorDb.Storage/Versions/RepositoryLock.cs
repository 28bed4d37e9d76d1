namespace FlorDb.Storage.Versions;

/// <summary>
/// Lets one process at a time write versions into a repository, its linked worktrees included. The system lets go of the lock when a process ends, however
/// it ends.
/// </summary>
internal static class RepositoryLock
{
    public const string FileName = "flor.lock";
    private const int LinuxWouldBlock = 11;
    private const int DarwinWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the lock.</summary>
    /// <exception cref="StoreException">Another process keeps it for minutes.</exception>
    /// <exception cref="IOException">The file can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be opened.</exception>
    public static FileStream Take(string commonFolder)
    {
        var path = Path.Combine(commonFolder, FileName);
        var deadline = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException problem) when (IsHeld(problem))
            {
                if (DateTime.UtcNow > deadline)
                    throw new StoreException($"Another process keeps {path} locked: let it finish or end it, then try again.", problem);
                Thread.Sleep(Pause);
            }
        }
    }

    private static bool IsHeld(IOException problem) =>
        problem.HResult is WindowsSharingViolation || (!OperatingSystem.IsWindows() && problem.HResult is LinuxWouldBlock or DarwinWouldBlock);
}
