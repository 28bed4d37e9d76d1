using System.Text;

namespace FlorDb.Torch.Distributed;

/// <summary>
/// What rank 0 tells the other ranks of its checkpoints: lines that it appends to a file of their <see cref="RankFolder"/>, each a word and the place that it is about.
/// A line counts once its end is there, so that one that is being written is never misread. Safe to use from several threads.
/// </summary>
internal sealed class CheckpointJournal : IDisposable
{
    /// <summary>The file's name in the folder.</summary>
    public const string FileName = "checkpoints";

    /// <summary>There will be checkpoints at the place.</summary>
    public const string Take = "take";

    /// <summary>There will be none.</summary>
    public const string Pass = "pass";

    /// <summary>The checkpoint is written.</summary>
    public const string Wrote = "wrote";

    /// <summary>There was to be a checkpoint, and it is given up.</summary>
    public const string Lost = "lost";

    private readonly Lock _gate = new();
    private FileStream? _file;

    /// <exception cref="IOException">The file can't be made.</exception>
    public CheckpointJournal(string path) => _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>Appends a line. One that can't be written is the last: the others then decide nothing after it.</summary>
    public void Tell(string word, string place)
    {
        lock (_gate)
        {
            try
            {
                _file?.Write(Encoding.UTF8.GetBytes($"{word} {place}\n"));
            }
            catch (IOException)
            {
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
