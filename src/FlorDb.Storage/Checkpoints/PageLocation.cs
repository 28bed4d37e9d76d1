namespace FlorDb.Storage.Checkpoints;

/// <summary>Where a page stands: the pack, and the place in it.</summary>
internal readonly record struct PageLocation(PackReader Pack, PageEntry Entry);
