using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FlorDb.Storage.Wal;

/// <summary>Which WAL file: the writer that writes it, and its number among that writer's files, from 1.</summary>
internal readonly record struct WalId(Guid Writer, long Number)
{
    private const string Extension = ".wal";

    /// <summary>The file's name, which sorts by writer and number.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Writer:N}-{Number:D6}{Extension}");

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
