using FlorDb.Storage.Catalog;
using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Io;
using FlorDb.Storage.Wal;

namespace FlorDb.Storage.Verification;

/// <summary>Finds files that nothing in the store speaks of. Files of writers that have a lock are passed over: they, or recovery, will take care of them.</summary>
internal sealed class LeftoverVerifier(VerificationContext context, CatalogView catalog)
{
    private const int WriterDigits = 32;
    private readonly Dictionary<string, bool> _withLock = [];

    public void Run()
    {
        var removed = catalog.Removed.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var segments = catalog.Segments.Select(segment => segment.Value.FileName).ToHashSet(StringComparer.Ordinal);
        var packs = PackId.ParseAll(catalog.Packs).SelectMany(pack => (string[])[pack.FileName, pack.IndexName]).ToHashSet(StringComparer.Ordinal);
        var carries = catalog.Carries.Select(carry => carry.Last.CarryName).ToHashSet(StringComparer.Ordinal);
        Check(context.Layout.SegmentFolder, name => segments.Contains(name), removed, "a segment that the manifest does not name");
        Check(context.Layout.PageFolder, name => packs.Contains(name), removed, "a pack, or an index of one, that the manifest does not name");
        Check(context.Layout.WalFolder, name => carries.Contains(name) || WalId.TryParse(name, out var id) && !catalog.IsRetired(id), removed, "a log whose rows are in segments");
        Check(context.Layout.Folder, name => name is "format" or ".gitignore" or "manifest", removed, "a file that is none of the store's");
    }

    private void Check(string folder, Func<string, bool> isKnown, HashSet<string> removed, string held)
    {
        foreach (string name in context.Files.List(folder))
        {
            string relative = context.Layout.Relative(Path.Combine(folder, name));
            if (isKnown(name) || removed.Contains(relative) || IsOfWriterWithLock(name)) continue;
            context.Leftover(relative, name.EndsWith(AtomicFile.TemporaryExtension, StringComparison.Ordinal) ? "a file that was never finished" : held);
        }
    }

    private bool IsOfWriterWithLock(string name)
    {
        if (name.Length <= WriterDigits || !Guid.TryParseExact(name.AsSpan(0, WriterDigits), "N", out var writer)) return false;
        string digits = name[..WriterDigits];
        if (!_withLock.TryGetValue(digits, out bool hasLock)) _withLock.Add(digits, hasLock = context.Files.FileExists(context.Layout.WriterLock(writer)));
        return hasLock;
    }
}
