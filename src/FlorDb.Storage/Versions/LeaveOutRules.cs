using System.Globalization;

namespace FlorDb.Storage.Versions;

/// <summary>
/// Decides which files stay out of a version. What <c>.florignore</c> names always does. A file that the commit has which is checked out is in the user's own
/// history already, so it is not taken for a secret; above the size limit, it stays out only if it has changed.
/// </summary>
internal sealed class LeaveOutRules(string root, VersionOptions options)
{
    private const string DefaultStoreFolder = ".flor";
    private readonly IgnoreRules _ignored = IgnoreRules.Read(root);
    private readonly string? _storeFolder = options.StoreFolder is null ? null : Path.GetRelativePath(root, options.StoreFolder).Replace('\\', '/');

    public bool HasIgnoreFile => !_ignored.IsEmpty;

    public string? IgnoredBecause(string path) => _ignored.Find(path) is { } line ? $"{IgnoreRules.FileName} names it: {line}" : null;

    /// <summary>Why a new or changed file stays out; null if it does not.</summary>
    public string? LeftOutBecause(string path, FileInfo file, bool isTracked)
    {
        if (IsBelow(path, DefaultStoreFolder) || (_storeFolder is not null && IsBelow(path, _storeFolder))) return "it belongs to the FlorDB store";
        if (IgnoredBecause(path) is { } reason) return reason;
        if (!isTracked && SecretFiles.IsMatch(path)) return "it looks like a secret";
        return file.LinkTarget is null && file.Length > options.FileBytesMax ? $"{Mebibytes(file.Length)}, over the limit of {Mebibytes(options.FileBytesMax)}" : null;
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + '/', StringComparison.Ordinal);

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.#} MiB");
}
