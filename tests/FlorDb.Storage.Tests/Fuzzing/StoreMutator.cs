using FlorDb.Storage.Checkpoints;
using FlorDb.Storage.Tests.Io;

namespace FlorDb.Storage.Tests.Fuzzing;

/// <summary>
/// Changes one file of a store at random. Most changes are made behind the checksums: what covers the changed bytes is computed again, up to the hashes in
/// the manifest and the addresses of pages, so that the decoders see them.
/// </summary>
internal static class StoreMutator
{
    /// <summary>The files that hold something and that are worth a change.</summary>
    public static string[] FilesOf(DiskImage store) =>
        [.. store.Files.Where(file => file.Value.Length > 0 && !file.Key.EndsWith(".gitignore", StringComparison.Ordinal)).Select(file => file.Key).Order(StringComparer.Ordinal)];

    /// <summary>The store with another content of a file.</summary>
    public static DiskImage Mutate(DiskImage store, string path, Random random)
    {
        var bytes = store.Files[path];
        if (random.Next(6) == 0) return store.With(path, ByteMutator.Mutate(bytes, random, Donor(store, random)));
        return Path.GetExtension(path) switch
        {
            ".wal" or ".carry" or "" when Path.GetFileName(path) != "format" => MutateFrames(store, path, random),
            ".pack" => MutatePages(store, path, random),
            ".index" => store.With(path, MutateIndex(bytes, random)),
            ".arrow" => MutateSegment(store, path, random),
            _ => store.With(path, ByteMutator.Mutate(bytes, random, Donor(store, random))),
        };
    }

    private static byte[] Donor(DiskImage store, Random random) => store.Files[FilesOf(store)[random.Next(FilesOf(store).Length)]];

    private static DiskImage MutateFrames(DiskImage store, string path, Random random)
    {
        var file = new FramedFile(path, store.Files[path]);
        for (int i = random.Next(1, 4); i > 0; i--) file.Mutate(random, Donor(store, random));
        return store.With(path, file.ToArray());
    }

    private static DiskImage MutatePages(DiskImage store, string path, Random random)
    {
        var pack = new PackedPages(store.Files[path]);
        var changed = pack.Mutate(random, Donor(store, random));
        return WithReplaced(store.With(path, pack.ToArray()).With(Path.ChangeExtension(path, ".index"), null), changed);
    }

    private static DiskImage MutateSegment(DiskImage store, string path, Random random) =>
        WithReplaced(store.With(path, SealedFile.Mutate(store.Files[path], random, out var changed)), changed);

    private static byte[] MutateIndex(byte[] bytes, Random random)
    {
        var content = ByteMutator.Mutate(bytes[..^PackIndexLayout.ChecksumBytes], random, []);
        var index = new byte[content.Length + PackIndexLayout.ChecksumBytes];
        content.CopyTo(index, 0);
        SealedFile.Hash(content).CopyTo(index, content.Length);
        return index;
    }

    /// <summary>Puts new hashes in the places of old ones, in the manifest and in the logs.</summary>
    private static DiskImage WithReplaced(DiskImage store, List<(byte[] Old, byte[] New)> hashes)
    {
        foreach (string path in FilesOf(store).Where(path => Path.GetExtension(path) is ".wal" or ".carry" || Path.GetFileName(path) == "manifest"))
        {
            var file = new FramedFile(path, store.Files[path]);
            foreach (var (old, replacement) in hashes) file.Replace(old, replacement);
            store = store.With(path, file.ToArray());
        }

        return store;
    }
}
