using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Collection;

/// <summary>How much of a pack is in use.</summary>
/// <param name="Id">The pack.</param>
/// <param name="PackBytes">The length of its file.</param>
/// <param name="IndexBytes">The length of its index.</param>
/// <param name="LivePages">The pages in use that no pack before it holds, by place.</param>
/// <param name="Duplicates">The pages in use that a pack before it holds, too.</param>
/// <param name="IsWhole">Whether all of it could be looked at: false where headers are damaged and there is no index.</param>
internal sealed record PackSurvey(
    PackId Id, long PackBytes, long IndexBytes, IReadOnlyList<PageEntry> LivePages, IReadOnlyList<PageEntry> Duplicates, bool IsWhole)
{
    public long LiveBytes => LivePages.Sum(entry => entry.Page.FrameBytes);

    public long DeadBytes => Math.Max(0, PackBytes - PackLayout.FileHeaderBytes - LiveBytes);

    /// <summary>Looks at packs one after the other.</summary>
    /// <exception cref="IOException">A pack can't be read.</exception>
    public static IEnumerable<PackSurvey> Of(IStoreFileSystem files, StoreLayout layout, IEnumerable<PackId> packs, Predicate<PageHash> isUsed)
    {
        var seen = new HashSet<PageHash>();
        foreach (var id in packs)
        {
            using var pack = IndexedPack.Open(files, layout, id);
            var used = pack.Pages().Where(entry => isUsed(entry.Page.Hash)).OrderBy(entry => entry.Offset).ToLookup(entry => seen.Add(entry.Page.Hash));
            yield return new PackSurvey(id, pack.Reader.File.Length, LengthOf(files, layout.Pack(id.IndexName)), [.. used[true]], [.. used[false]], pack.IsWhole);
        }
    }

    private static long LengthOf(IStoreFileSystem files, string path)
    {
        if (!files.FileExists(path)) return 0;
        using var file = files.OpenForReading(path);
        return file.Length;
    }
}
