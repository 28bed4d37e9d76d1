using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FlorDb.Storage.Checkpoints;

/// <summary>Which pack file: the writer that writes it, and its number among that writer's packs, from 1.</summary>
internal readonly record struct PackId(Guid Writer, long Number)
{
    private const string Extension = ".pack";

    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Writer:N}-{Number:D6}{Extension}");

    /// <summary>Reads a file's name.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out PackId? id)
    {
        id = null;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal)) return false;
        var parts = fileName[..^Extension.Length].Split('-');
        if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "N", out var writer)) return false;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        id = new PackId(writer, number);
        return true;
    }
}
