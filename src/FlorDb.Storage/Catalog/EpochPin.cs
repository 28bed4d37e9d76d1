using FlorDb.Storage.Io;

namespace FlorDb.Storage.Catalog;

/// <summary>
/// Keeps the files of an epoch, and of all later ones, on the disk while somebody reads them or counts on them (epoch-based reclamation: K. Fraser,
/// Practical lock-freedom, 2004). The pin is a shared lock, so it ends with its process, and nobody who wants one ever waits.
/// </summary>
internal sealed class EpochPin : IDisposable
{
    private IDisposable? _lock;

    private EpochPin(long? epoch, IDisposable? shared)
    {
        Epoch = epoch;
        _lock = shared;
    }

    /// <summary>
    /// The epoch; null for somebody who may not write in the store's folder: then nothing is kept for him, and files that are removed while he reads
    /// are errors that name them.
    /// </summary>
    public long? Epoch { get; }

    /// <summary>Pins the present epoch. A view that the manifest gives afterwards is of this epoch or a later one.</summary>
    /// <exception cref="IOException">The manifest can't be read.</exception>
    public static EpochPin Take(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
    {
        while (true)
        {
            long epoch = manifest.Refresh().Epoch;
            IDisposable? shared;
            try
            {
                shared = files.TryLockShared(layout.EpochLock(epoch));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return new EpochPin(null, null);
            }

            // Only an epoch that is over can have been locked by somebody who deletes, or be locked in vain.
            if (shared is not null && manifest.Refresh().Epoch == epoch) return new EpochPin(epoch, shared);
            shared?.Dispose();
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _lock, null)?.Dispose();
}
