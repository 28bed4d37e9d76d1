using System.Globalization;
using System.Text;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Catalog;

/// <summary>The file <c>format</c>: that a folder is a store, and of which version. Earlier versions are read as well; a store of one becomes one of this version when it is first written to.</summary>
internal static class StoreFormat
{
    private const int LargestFileBytes = 256;
    private const string FirstLine = "FlorDB store\n";
    private const string VersionPrefix = FirstLine + "version ";
    private const int Version = 3;
    private static readonly string Text = TextOf(Version);
    private static readonly string[] EarlierTexts = [.. Enumerable.Range(1, Version - 1).Select(TextOf)];

    /// <summary>Refuses what is no store of a version that can be read.</summary>
    /// <exception cref="StoreException">The message says what is there instead.</exception>
    public static void Check(IStoreFileSystem files, StoreLayout layout)
    {
        string text = Read(files, layout);
        if (IsKnown(text)) return;
        if (!text.StartsWith(FirstLine, StringComparison.Ordinal))
            throw new StoreException($"{layout.Format} is not the format file of a FlorDB store: the folder holds something else, or the file is damaged.");
        string version = text[FirstLine.Length..].Trim();
        throw new StoreException($"The store in {layout.Folder} has format \"{version}\", and this FlorDB reads versions 1 to {Version}. Use the FlorDB that wrote it.");
    }

    /// <summary>Makes an empty store. Several processes may do so at once.</summary>
    /// <exception cref="StoreException">The folder can't be written.</exception>
    public static void Create(IStoreFileSystem files, StoreLayout layout)
    {
        try
        {
            files.CreateFolder(layout.Folder);
            foreach (string folder in Folders(layout)) files.CreateFolder(folder);
            AtomicFile.Write(files, layout.GitIgnore, "*\n"u8);
            Write(files, layout);
            MakeDurable(files, layout);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"A store can't be made in {layout.Folder}: {failure.Message}", failure);
        }
    }

    /// <summary>Makes the folders that a copy of a store may lack: many tools leave out empty ones. Does nothing where nothing may be written.</summary>
    public static void MakeFolders(IStoreFileSystem files, StoreLayout layout)
    {
        try
        {
            foreach (string folder in Folders(layout)) files.CreateFolder(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The store can be read without them. Who writes is told.
        }
    }

    /// <summary>Whether the file of what is otherwise a store is missing or holds something else.</summary>
    /// <exception cref="StoreException">There is no store, or one of a later version.</exception>
    public static bool IsDamaged(IStoreFileSystem files, StoreLayout layout)
    {
        string? text = files.FileExists(layout.Format) ? Read(files, layout) : null;
        if (text is not null && IsKnown(text)) return false;
        bool isOtherVersion = text is not null && text.StartsWith(VersionPrefix, StringComparison.Ordinal)
            && int.TryParse(text[VersionPrefix.Length..].TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > Version;
        bool isStore = files.FileExists(layout.Manifest) || files.List(layout.SegmentFolder).Count > 0 || files.List(layout.WalFolder).Count > 0;
        if (isOtherVersion || !isStore) Check(files, layout);
        return true;
    }

    /// <summary>Writes the file anew.</summary>
    public static void Write(IStoreFileSystem files, StoreLayout layout) => AtomicFile.Write(files, layout.Format, Encoding.UTF8.GetBytes(Text));

    /// <summary>
    /// Makes the store's own entries survive a power loss. Whoever writes does so first: the process that made the store may have stopped before it did.
    /// </summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public static void MakeDurable(IStoreFileSystem files, StoreLayout layout)
    {
        files.FlushFolder(layout.Folder);
        if (Path.GetDirectoryName(layout.Folder) is { } parent) files.FlushFolder(parent);
    }

    /// <summary>Turns a store of an earlier version into one of this version, so that older programs refuse it: to be called before anything new is written.</summary>
    /// <exception cref="StoreException">There is no store any more.</exception>
    /// <exception cref="IOException">The file can't be written; the store stays as it is.</exception>
    public static void Upgrade(IStoreFileSystem files, StoreLayout layout)
    {
        if (EarlierTexts.Contains(Read(files, layout))) Write(files, layout);
    }

    private static string TextOf(int version) => string.Create(CultureInfo.InvariantCulture, $"{VersionPrefix}{version}\n");

    private static bool IsKnown(string text) => text == Text || EarlierTexts.Contains(text);

    private static string[] Folders(StoreLayout layout) => [layout.WalFolder, layout.SegmentFolder, layout.PageFolder, layout.LockFolder];

    private static string Read(IStoreFileSystem files, StoreLayout layout)
    {
        try
        {
            using var file = files.OpenForReading(layout.Format);
            var bytes = new byte[LargestFileBytes];
            return Encoding.UTF8.GetString(bytes, 0, file.Read(0, bytes));
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreException($"There is no FlorDB store in {layout.Folder}.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store in {layout.Folder} can't be opened: {failure.Message}", failure);
        }
    }
}
