namespace FlorDb.Storage.Catalog;

/// <summary>A file that the catalog has no use for any more, and that somebody may still read.</summary>
/// <param name="Path">Its path, relative to the store's folder.</param>
/// <param name="Epoch">The last epoch in which it was in use: it may go when nobody pins that one or an earlier one.</param>
internal sealed record RemovedFile(string Path, long Epoch);
