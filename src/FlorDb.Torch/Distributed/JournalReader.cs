using System.Text;

namespace FlorDb.Torch.Distributed;

/// <summary>Reads on in a <see cref="CheckpointJournal"/> that grows. Used by one thread at a time.</summary>
internal sealed class JournalReader(string path)
{
    private long _offset;

    /// <summary>The lines that were completed since the last call; none where the file can't be read, or is not there yet.</summary>
    public IReadOnlyList<(string Word, string Place)> ReadOn()
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long length = RandomAccess.GetLength(file) - _offset;
            if (length <= 0) return [];
            var bytes = new byte[Math.Min(length, 1 << 20)];
            int read = RandomAccess.Read(file, bytes, _offset);
            int end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
            _offset += end;
            return [.. Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Split)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static (string Word, string Place) Split(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
    }
}
