namespace FlorDb.Storage.Io;

/// <summary>Writes whole files so that a crash leaves the old one or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>The end of the names of files that are being written.</summary>
    public const string TemporaryExtension = ".tmp";

    /// <summary>Deletes what was begun in a folder under names with a prefix, and not finished. The caller knows that nobody is at it.</summary>
    public static void DeleteUnfinished(IStoreFileSystem files, string folder, string prefix)
    {
        foreach (string name in files.List(folder))
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(TemporaryExtension, StringComparison.Ordinal)) files.Delete(Path.Combine(folder, name));
    }

    /// <summary>Writes a file that survives a power loss under its name when the call returns.</summary>
    public static void Write(IStoreFileSystem files, string path, ReadOnlySpan<byte> bytes)
    {
        Place(files, path, bytes);
        files.FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Writes a file under a temporary name, makes it durable, and gives it its name. The folder is still to be flushed.</summary>
    public static void Place(IStoreFileSystem files, string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}{TemporaryExtension}";
        try
        {
            using (var file = files.CreateNew(temporary, 0))
            {
                file.Write(0, bytes);
                file.Flush();
            }

            files.Rename(temporary, path);
        }
        catch
        {
            files.Delete(temporary);
            throw;
        }
    }
}
