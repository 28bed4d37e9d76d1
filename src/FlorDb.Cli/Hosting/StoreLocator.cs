using FlorDb.Storage;

namespace FlorDb.Cli.Hosting;

/// <summary>Finds the store that a command is about.</summary>
internal static class StoreLocator
{
    /// <summary>The environment variable that names the store's folder.</summary>
    public const string Variable = "FLOR_STORE";

    private const string FolderName = ".flor";

    /// <summary>
    /// The store's folder: the one that is named, else the one that FLOR_STORE names, else the nearest <c>.flor</c> at or above the current folder.
    /// </summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string Find(Terminal terminal, string? named)
    {
        if (named is not null) return Existing(terminal, named, "--store");
        if (terminal.Variable(Variable) is { Length: > 0 } variable) return Existing(terminal, variable, Variable);
        for (var folder = terminal.Folder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var candidate = Path.Combine(folder, FolderName);
            if (FlorStore.Exists(candidate)) return candidate;
        }

        throw new CommandException(
            $"there is no store here: neither {terminal.Folder} nor a folder above it has a {FolderName} folder. "
            + "A training program that calls Flor.Start(args) makes one when it first runs; a store elsewhere is named with --store DIR.");
    }

    private static string Existing(Terminal terminal, string folder, string source)
    {
        var path = Path.GetFullPath(folder, terminal.Folder);
        if (FlorStore.Exists(path)) return path;
        var inside = Path.Combine(path, FolderName);
        if (FlorStore.Exists(inside)) return inside;
        var what = Directory.Exists(path) ? "holds no store" : "does not exist";
        throw new CommandException(
            $"{source} names {path}, which {what}. Name the folder {FolderName} that a training program made, or the folder that it is in.");
    }
}
