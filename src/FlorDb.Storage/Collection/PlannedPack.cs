using FlorDb.Storage.Checkpoints;

namespace FlorDb.Storage.Collection;

/// <summary>A pack that is to go.</summary>
/// <param name="Id">The pack.</param>
/// <param name="Copied">Those of its pages that are written anew.</param>
/// <param name="Elsewhere">Those of its pages in use that other packs hold, too: they need only be written anew if they are damaged there.</param>
/// <param name="Report">What is said of it.</param>
internal sealed record PlannedPack(PackId Id, IReadOnlyList<PageEntry> Copied, IReadOnlyList<PageEntry> Elsewhere, PackReport Report);
