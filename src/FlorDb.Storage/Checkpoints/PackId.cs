using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Which pack file: the writer that writes it, and its number among that writer's packs, from 1.</summary>
internal readonly record struct PackId(Guid Writer, long Number)
{
    /// <summary>How the names of packs end.</summary>
    public const string Extension = ".pack";

    private const string IndexExtension = ".index";

    public string FileName => Stem + Extension;

    /// <summary>The name of the file that says which pages are in the pack.</summary>
    public string IndexName => Stem + IndexExtension;

    private string Stem => string.Create(CultureInfo.InvariantCulture, $"{Writer:N}-{Number:D6}");

    /// <summary>Reads the name of a pack.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out PackId? id) => TryParse(fileName, Extension, out id);

    /// <summary>Reads names, passing over those that are no pack's.</summary>
    public static IEnumerable<PackId> ParseAll(IEnumerable<string> fileNames)
    {
        foreach (string name in fileNames)
            if (TryParse(name, out var id)) yield return id.Value;
    }

    /// <summary>Reads the name of a pack's index.</summary>
    public static bool TryParseIndex(string fileName, [NotNullWhen(true)] out PackId? id) => TryParse(fileName, IndexExtension, out id);

    private static bool TryParse(string fileName, string extension, [NotNullWhen(true)] out PackId? id)
    {
        id = null;
        if (!fileName.EndsWith(extension, StringComparison.Ordinal)) return false;
        var parts = fileName[..^extension.Length].Split('-');
        if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "N", out var writer)) return false;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        id = new PackId(writer, number);
        return true;
    }
}
