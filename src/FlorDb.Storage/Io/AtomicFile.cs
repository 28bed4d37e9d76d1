namespace FlorDb.Storage.Io;

/// <summary>Writes whole files so that a crash leaves the old one or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>The end of the names of files that are being written.</summary>
    public const string TemporaryExtension = ".tmp";

    /// <summary>Writes a file under a temporary name, makes it durable, gives it its name, and makes that durable.</summary>
    public static void Write(IStoreFileSystem files, string path, ReadOnlySpan<byte> bytes)
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
            files.FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch
        {
            files.Delete(temporary);
            throw;
        }
    }
}
