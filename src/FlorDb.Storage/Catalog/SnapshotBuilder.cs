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
            if (catalog.File == before && TryReadLogs(catalog, wals, out var lost) is { } logs)
                return new SnapshotContents(files, layout, catalog, logs) { LostCarries = lost };
        }

        throw new StoreException($"The store in {layout.Folder} changes faster than it can be read.");
    }

    private ImmutableArray<WriterLog>? TryReadLogs(CatalogView catalog, OpenWals wals, out ImmutableArray<StoreNotice> lost)
    {
        var logs = ImmutableArray.CreateBuilder<WriterLog>();
        lost = [];
        foreach (var writer in wals.Writers.Union(catalog.Carries.Select(carry => carry.Last.Writer)))
        {
            var log = WriterLog.TryRead(files, layout, catalog, wals, writer);
            if (log is null && manifest.Refresh().CarryOf(writer) == catalog.CarryOf(writer))
            {
                // Nothing has taken the carry file's place: it is lost.
                var carry = catalog.CarryOf(writer)!;
                var without = catalog.With(carry with { CarryBytes = 0 });
                log = WriterLog.TryRead(files, layout, without, wals, writer);
                string file = layout.Relative(layout.Carry(carry.Last));
                lost = lost.Add(new StoreNotice(file, 0, "The file is missing: what was open in its runs when their log was sealed is lost, and what builds on it."));
            }

            if (log is null) return null;
            logs.Add(log);
        }

        return logs.ToImmutable();
    }
}
