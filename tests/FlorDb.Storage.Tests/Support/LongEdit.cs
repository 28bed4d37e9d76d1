using FlorDb.Storage.Catalog;

namespace FlorDb.Storage.Tests.Support;

/// <summary>An edit so long that the manifest is written anew behind it.</summary>
internal static class LongEdit
{
    private static readonly string NoFile = new('x', 2 << 20);

    /// <summary>Has a manifest written anew, by an edit that changes nothing.</summary>
    public static void Rewrite(this Manifest manifest) => manifest.Append(_ => [new ManifestItem.FilesReclaimed([NoFile])]);
}
