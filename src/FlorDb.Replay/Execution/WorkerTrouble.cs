using System.ComponentModel;
using FlorDb.Storage;

namespace FlorDb.Replay.Execution;

/// <summary>What may keep one worker from running while all others go on.</summary>
internal static class WorkerTrouble
{
    public static bool IsExpected(Exception failure) => failure is IOException or UnauthorizedAccessException or StoreException or Win32Exception;

    /// <summary>The trouble in words, as <see cref="ISegmentTask.End"/> takes it.</summary>
    public static string Of(Exception failure) => $"could not be started: {failure.Message}";
}
