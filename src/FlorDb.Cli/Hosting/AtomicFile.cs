namespace FlorDb.Cli.Hosting;

/// <summary>Writes files that are either whole or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, then renames; a file of that name is replaced, and is as it was when the writing fails.</summary>
    /// <exception cref="CommandException">The file can't be written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await write(stream).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"can't write {path}: {Reason(path, failure)}", ExitCode.Failed);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    private static string Reason(string path, Exception failure)
    {
        var folder = Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder)) return $"the folder {folder} does not exist.";
        return Directory.Exists(path) ? "it is a folder." : failure.Message;
    }
}
