using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FlorDb.Storage.Wal;

/// <summary>Which WAL file: the writer that writes it, and its number among that writer's files, from 1.</summary>
internal sealed record WalId(Guid Writer, long Number)
{
    private const string Extension = ".wal";
    private const string CarryExtension = ".carry";

    /// <summary>The file's name, which sorts by writer and number.</summary>
    public string FileName => Stem + Extension;

    /// <summary>The name of the file that holds what is open at the end of this file.</summary>
    public string CarryName => Stem + CarryExtension;

    /// <summary>What the names of all files begin with that come from this WAL file.</summary>
    public string Stem => string.Create(CultureInfo.InvariantCulture, $"{Writer:N}-{Number:D6}");

    /// <summary>Reads a file's name.</summary>
    public static bool TryParse(string fileName, [NotNullWhen(true)] out WalId? id)
    {
        id = null;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal)) return false;
        var parts = fileName[..^Extension.Length].Split('-');
        if (parts.Length != 2 || !Guid.TryParseExact(parts[0], "N", out var writer)) return false;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return false;
        id = new WalId(writer, number);
        return true;
    }
}
