using System.Collections.Immutable;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Catalog;

/// <summary>Gathers what a snapshot is made of.</summary>
internal sealed class SnapshotBuilder(IStoreFileSystem files, StoreLayout layout, Manifest manifest)
{
    private const int Attempts = 100;

    /// <summary>Takes what the store holds now. The files that it needs stay while <paramref name="pin"/>, which the caller took before, is held.</summary>
    /// <exception cref="StoreException">The store changes faster than it can be read.</exception>
    public SnapshotContents Build(EpochPin pin)
    {
        ArgumentNullException.ThrowIfNull(pin);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            // Logs first, the manifest afterwards: what is sealed in between shows in the manifest. Unless that was written anew in between: then it may
            // have dropped that the logs of a writer that is gone are sealed.
            var before = manifest.Refresh().File;
            using var wals = OpenWals.OpenAll(files, layout);
            var catalog = manifest.Refresh();
            if (catalog.File == before && TryReadLogs(catalog, wals) is { } logs) return new SnapshotContents(files, layout, catalog, logs);
        }

        throw new StoreException($"The store in {layout.Folder} changes faster than it can be read.");
    }

    private ImmutableArray<WriterLog>? TryReadLogs(CatalogView catalog, OpenWals wals)
    {
        var logs = ImmutableArray.CreateBuilder<WriterLog>();
        foreach (var writer in wals.Writers.Union(catalog.Carries.Select(carry => carry.Last.Writer)))
        {
            if (WriterLog.TryRead(files, layout, catalog, wals, writer) is not { } log) return null;
            logs.Add(log);
        }

        return logs.ToImmutable();
    }
}
