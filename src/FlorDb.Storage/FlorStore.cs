namespace FlorDb.Storage;

/// <summary>
/// A store of runs in a folder. Any number of processes may have it open, reading and writing: nobody waits for another.
/// Safe to use from several threads.
/// </summary>
public sealed class FlorStore : IDisposable
{
    /// <summary>Opens a store, and recovers what processes that died have left in it.</summary>
    /// <param name="folder">The store's folder, such as <c>.flor</c>.</param>
    /// <param name="options">Choices; null for the defaults.</param>
    /// <exception cref="StoreException">There is no store, or another version of FlorDB wrote it.</exception>
    public static FlorStore Open(string folder, StoreOptions? options = null) => throw new NotImplementedException();

    /// <summary>Opens a store, and makes it first if there is none.</summary>
    /// <inheritdoc cref="Open"/>
    public static FlorStore OpenOrCreate(string folder, StoreOptions? options = null) => throw new NotImplementedException();

    /// <summary>Whether a folder holds a store, of whatever version.</summary>
    public static bool Exists(string folder) => throw new NotImplementedException();

    /// <summary>The store's folder, as a full path.</summary>
    public string Folder => throw new NotImplementedException();

    /// <summary>Takes a consistent view of all that was logged so far, trainings in progress included.</summary>
    /// <exception cref="StoreException">The store can't be read.</exception>
    public StoreSnapshot TakeSnapshot() => throw new NotImplementedException();

    /// <summary>Starts to record a run. Its records are visible to readers at once.</summary>
    /// <exception cref="StoreException">The store can't be written.</exception>
    public RunWriter BeginRun(RunHeader header) => throw new NotImplementedException();

    /// <summary>
    /// Starts to record a replay part: what the writer logs becomes an overlay over the run's own record, with the part as its provenance.
    /// </summary>
    /// <exception cref="StoreException">The store can't be written, or the run is not in it.</exception>
    public RunWriter BeginReplay(ReplayHeader header) => throw new NotImplementedException();

    /// <summary>Finishes what is open for writing and closes the store.</summary>
    public void Dispose() => throw new NotImplementedException();
}
