using System.Globalization;
using FlorDb.Storage.Io;

namespace FlorDb.Storage.Verification;

/// <summary>Keeps copies of what is damaged in the folder <c>damaged</c>: somebody may want to look at it.</summary>
internal sealed class DamagedFiles(IStoreFileSystem files, StoreLayout layout)
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Copies a range of a file, to its end without a length. Returns the copy's path relative to the store; null if there is nothing to copy.</summary>
    /// <exception cref="IOException">The copy can't be written.</exception>
    public string? Keep(string path, long offset = 0, long? length = null)
    {
        if (!files.FileExists(path)) return null;
        files.CreateFolder(layout.DamagedFolder);
        string copy = Path.Combine(layout.DamagedFolder, string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}-{offset}"));
        using (var from = files.OpenForReading(path))
        {
            long end = Math.Min(from.Length, offset + (length ?? long.MaxValue - offset));
            using var to = files.OpenForWriting(copy);
            to.Truncate(0);
            var chunk = new byte[ChunkBytes];
            for (long at = offset; at < end;)
            {
                int read = from.Read(at, chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - at)));
                if (read == 0) break;
                to.Write(at - offset, chunk.AsSpan(0, read));
                at += read;
            }

            to.Flush();
        }

        files.FlushFolder(layout.DamagedFolder);
        return layout.Relative(copy);
    }
}
