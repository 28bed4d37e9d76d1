namespace FlorDb.Storage;

/// <summary>Work that must not wait for a free thread of the pool: a training may keep all of those busy for long.</summary>
internal static class OwnThread
{
    /// <summary>Does work on a thread that is made for it.</summary>
    public static Task Run(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
